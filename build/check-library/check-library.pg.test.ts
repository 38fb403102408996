import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestServer, type TestServer } from '../../sync-server/testing/server.ts';
import { root } from '../places.ts';
import { aDeskOf, byHand, filesOf } from './desk/testing/desk-files.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const checkLibrary = (...given: string[]) => check(server.db.ownerUrl, given);

async function check(databaseUrl: string, given: string[], more: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['build/check-library.ts', ...given], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: databaseUrl, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, said, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { out, said, code };
}

test('says that every check of a sound library passed', async () => {
  const { out, code } = await checkLibrary();
  expect(out).toMatch(/^lib-\d+: (\d+) of \1 checks passed\.\n$/);
  expect(code).toBe(0);
});

test('names what is wrong with a broken one, in words, and fails', async () => {
  const broken = await server.anotherLibrary();
  const copy = await broken.aCopy({ status: 'on_hold_shelf' });
  const { out, code } = await checkLibrary(broken.slug);
  expect(out).toContain('Invariant 6 does not hold: What stands on the hold shelf is kept for somebody.');
  expect(out).toContain(`Copy ${copy.barcode} stands on the hold shelf for nobody.`);
  expect(out).not.toContain(server.library.slug);
  expect(code).toBe(1);
});

test('asks for a server to be started first where the server’s role cannot log in, as after a dump was restored', async () => {
  // The role is the whole cluster's: its password is another one for whoever owns the database under another password.
  const clerk = `clerk_${randomUUID().slice(0, 8)}`;
  await server.db.owner.query(`create role ${clerk} superuser login password 'another'`);
  const url = Object.assign(new URL(server.db.ownerUrl), { username: clerk, password: 'another' });
  const { said, code } = await check(url.toString(), []);
  await server.db.owner.query(`drop role ${clerk}`);
  expect(said).toContain('no server has worked on this database with this DATABASE_URL yet. Start one, then check.');
  expect(code).toBe(2);
});

test('says that there is no library of that name', async () => {
  const { said, code } = await checkLibrary('nowhere');
  expect(said).toContain('there is no library called nowhere');
  expect(code).toBe(2);
});

test('compares a desk’s cache with the database, and fails when it is not what the server had', async () => {
  const desk = await aDeskOf(server);
  await desk.close();
  const { cache, remove } = filesOf(desk.folder);
  const sound = await checkLibrary('--desk', cache);
  expect(sound.out).toMatch(/Everything else in it is as the server has it\./);
  expect(sound.code).toBe(0);

  byHand(cache, ['DELETE FROM meta']);
  const empty = await checkLibrary('--desk', cache);
  expect(empty.out).toContain('which is not in this database');
  expect(empty.code).toBe(1);
  remove();
  rmSync(desk.folder, { recursive: true });
});

test('makes no database where there is none', async () => {
  const folder = join(tmpdir(), `carrel-nowhere-${randomUUID()}`);
  const { said, code } = await check('', [], { CARREL_DATA: folder });
  expect(said).toContain(`there is no database in ${folder}. DATABASE_URL or CARREL_DATA says where yours is.`);
  expect([code, existsSync(folder)]).toEqual([2, false]);
});
