// Browser mode: the desk's core in a Node process, and its window in a browser of the same machine.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createBridgeHost, type DeskEvent } from '../core/bridge-host.ts';
import { systemClock } from '../core/clock.ts';
import { type Desk, openDesk } from '../core/desk.ts';
import { startFailure } from '../core/desk-error.ts';
import { goOnWithFullLog } from '../core/full-log.ts';
import { sentences } from '../core/sentences.ts';
import { trustWhatTheComputerTrusts } from '../core/server/trusted-certificates.ts';
import { deskFolder } from '../core/settings/desk-folder.ts';
import { type Environment, readEnvironment } from '../core/settings/environment.ts';
import { fileKeyStore } from '../core/settings/key-store.ts';
import { deskTasksOf } from '../core/tasks/tasks.ts';
import { serveDesk } from './serve-desk.ts';

const root = join(import.meta.dirname, '..', '..');

goOnWithFullLog();
trustWhatTheComputerTrusts();
const environment = readEnvironment(process.env);
if ('sentence' in environment) fail(environment.sentence);
else await run(environment).catch((error: unknown) => fail(startFailure(error).message));

async function run(environment: Environment): Promise<void> {
  let tell = (_: DeskEvent) => {};
  const desk = await openDesk(surroundings(environment), (event) => tell(event));
  const host = createBridgeHost(Promise.resolve(deskTasksOf(desk)));
  tell = host.emit;
  const served = await serveDesk(host, join(root, 'renderer', 'dist'), environment.PORT);
  console.log(`The desk is at ${served.address}`);
  console.log('This address opens it once, in one browser. Start it again for another.');
  closeOnSignal(desk, served.close);
}

function surroundings(environment: Environment) {
  const folder = deskFolder(environment);
  return {
    mode: 'browser' as const,
    version: version(),
    packaged: false,
    folder,
    environment,
    keys: fileKeyStore(folder),
    print: async () => ({ printed: false, sentence: sentences.printInBrowser }),
    printers: async () => [],
    clock: systemClock,
  };
}

function version(): string {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

function closeOnSignal(desk: Desk, closeServer: () => Promise<void>): void {
  let closing = false;
  const close = async () => {
    if (closing) return;
    closing = true;
    await closeServer();
    await desk.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close());
}

function fail(sentence: string): void {
  console.error(sentence);
  process.exit(1);
}
