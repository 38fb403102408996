import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { aBook, aCopy, copyId } from '../cache/testing/builders.ts';
import { aFolder } from '../cache/testing/folders.ts';
import { contentOf, TestDesk, until } from './testing/desk-for-tests.ts';
import { FeedServer } from './testing/feed-server.ts';
import { LibraryModel } from './testing/library-model.ts';

/** Runs a desk's process for so long after it began to work, then ends it without a chance to tidy up. */
async function runAndKill(server: FeedServer, dir: string, ms: number): Promise<void> {
  const program = join(import.meta.dirname, 'testing', 'desk-process.ts');
  const child = spawn(process.execPath, [program, server.url, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  await pause(ms);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

it('survives kill -9 at any point of its first load and of a busy day', { timeout: 60_000 }, async () => {
  const model = new LibraryModel();
  for (let n = 1; n <= 1500; n++) model.put(aBook(n), aCopy(2 * n - 1, n), aCopy(2 * n, n, { shelf: `S${n % 7}` }));
  const server = new FeedServer(model);
  server.rowsPerPiece = 100;
  server.pieceMs = 5;
  await server.up();
  const dir = aFolder();
  let round = 0;
  const busy = setInterval(() => {
    round++;
    model.put(null, aCopy((round % 3000) + 1, Math.floor((round % 3000) / 2) + 1, { status: 'on_loan' }));
    model.takeAway(copyId(3001 - round));
    if (round % 5 === 0) server.hint();
  }, 5);

  for (const ms of [30, 120, 250, 5, 400, 60, 600, 15]) await runAndKill(server, dir, ms);
  clearInterval(busy);
  const desk = new TestDesk(server, { dir });
  await until('the desk is live', () => desk.connection?.kind === 'live', 15_000);

  expect(desk.cache.setAside).toBeNull();
  expect(contentOf(desk.cache)).toEqual(model.content());
  await desk.stop();
  await server.down();
});
