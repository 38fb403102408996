import { execFile } from 'node:child_process';
import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../sync-server/db/embedded.ts';
import { unprivilegedUser } from '../../sync-server/db/postgres-programs.ts';
import { folderForPostgres } from '../testing/throwaway-postgres.ts';
import { type LibraryAtWork, openLibraryAtWork } from './testing/library-at-work.ts';
import { guardsOf } from './testing/rights.ts';
import { allIsWellAfterwards, whatIsQueued, whatWillBeUndone } from './testing/stories.ts';

// Point-in-time recovery (postgresql.org/docs/current/continuous-archiving.html) with the programs that come with Carrel:
// what pg_basebackup does is done by its functions.

const run = promisify(execFile);

let place: { folder: string; remove: () => Promise<void> };
let postgres: EmbeddedPostgres;
let atWork: LibraryAtWork;

const folderOf = (name: 'postgres' | 'base' | 'wal') => join(place.folder, name);
const start = (more: Record<string, string> = {}) =>
  startEmbeddedPostgres({ folder: place.folder, settings: { fsync: 'off', ...more } });

beforeAll(async () => {
  place = await folderForPostgres();
  await makeOwnFolder(folderOf('wal'));
  postgres = await start({ archive_mode: 'on', archive_command: `cp %p ${folderOf('wal')}/%f` });
  atWork = await openLibraryAtWork(postgres.url, place.folder);
}, 120_000);
afterAll(async () => {
  await atWork?.close();
  await place.remove();
});

async function makeOwnFolder(path: string): Promise<void> {
  await mkdir(path);
  await giveAway(path);
}

/** To whom Postgres runs as. */
async function giveAway(path: string): Promise<void> {
  const user = await unprivilegedUser();
  if (user) await chown(path, user.uid, user.gid);
}

async function ask(query: string): Promise<Record<string, string>> {
  const client = new pg.Client(postgres.url);
  await client.connect();
  const { rows } = await client.query<Record<string, string>>(query);
  await client.end();
  return rows[0] ?? {};
}

async function takeBaseBackup(): Promise<void> {
  const client = new pg.Client(postgres.url);
  await client.connect();
  await client.query(`select pg_backup_start('nightly', true)`);
  await run('cp', ['-a', folderOf('postgres'), folderOf('base')]);
  const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop()');
  await client.end();
  for (const own of ['postmaster.pid', 'pg_wal']) await rm(join(folderOf('base'), own), { recursive: true });
  await makeOwnFolder(join(folderOf('base'), 'pg_wal'));
  await leave('backup_label', rows[0]?.labelfile ?? '');
}

async function leave(name: string, text: string): Promise<void> {
  await writeFile(join(folderOf('base'), name), text);
  await giveAway(join(folderOf('base'), name));
}

/** Puts the base backup in the place of the data, and goes on from there up to a moment. */
async function restoreTo(moment: string): Promise<void> {
  await postgres.stop();
  await leave('recovery.signal', '');
  await rm(folderOf('postgres'), { recursive: true });
  await run('cp', ['-a', folderOf('base'), folderOf('postgres')]);
  const recovery = { recovery_target_time: moment, recovery_target_action: 'promote' };
  postgres = await start({ ...recovery, restore_command: `cp ${folderOf('wal')}/%f %p` });
  await expect
    .poll(async () => (await ask('select pg_is_in_recovery()::text as it')).it, { timeout: 30_000 })
    .toBe('false');
}

it('a library is put back to a moment: desks notice, fetch it afresh, and what they had queued is done once', {
  timeout: 180_000,
}, async () => {
  const { lend, stateOf, barcodes, server } = atWork;
  await lend(barcodes.returned);
  await lend(barcodes.queued);
  await takeBaseBackup();
  await lend(barcodes.kept);
  const guards = await guardsOf(postgres.url);
  const { moment = '' } = await ask('select clock_timestamp()::text as moment');
  await pause(100);
  await whatWillBeUndone(atWork);
  const cacheBefore = await whatIsQueued(atWork);

  await restoreTo(moment);
  await server.start({ DATABASE_URL: postgres.url });

  await allIsWellAfterwards(atWork, { ownerUrl: postgres.url, cacheBefore });
  expect(await stateOf(barcodes.kept)).toBe('on_loan');
  expect(await guardsOf(postgres.url)).toEqual(guards);
});
