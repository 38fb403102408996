import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { salvage } from './salvage.ts';

/** "Carl" in the file's header, so that a foreign file is never taken for ours (sqlite.org/pragma.html). */
export const applicationId = 0x4361726c;

const migrations = [
  `CREATE TABLE observation (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     kind TEXT NOT NULL,
     order_json TEXT NOT NULL,
     observed_at TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('queued', 'applied', 'needs_attention', 'settled')),
     title TEXT,
     answer_json TEXT,
     problem_json TEXT,
     advice TEXT,
     changed_at TEXT NOT NULL
   ) STRICT;
   CREATE INDEX observation_by_state ON observation (state, sequence);`,
  // From here on other things than returns are observed: an older Carrel must not take them for damage. And the list is
  // read by an index.
  `CREATE INDEX observation_by_urgency ON observation (
     CASE state WHEN 'needs_attention' THEN 0 WHEN 'queued' THEN 1 ELSE 2 END, sequence DESC);`,
  // A count is a set of barcodes; what the server has, or will not have, is done. A desk takes part in one at a time.
  `CREATE TABLE stocktake_scan (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     stocktake_id TEXT NOT NULL,
     barcode TEXT NOT NULL,
     shelf TEXT,
     staff_id TEXT,
     observed_at TEXT NOT NULL,
     kind TEXT,
     standing TEXT NOT NULL,
     done_at TEXT,
     refusal TEXT,
     UNIQUE (stocktake_id, barcode)
   ) STRICT;
   CREATE INDEX stocktake_scan_unsent ON stocktake_scan (sequence) WHERE done_at IS NULL;
   CREATE INDEX stocktake_scan_newest ON stocktake_scan (stocktake_id, sequence);
   CREATE INDEX stocktake_scan_pace ON stocktake_scan (stocktake_id, observed_at);
   CREATE INDEX stocktake_scan_refused ON stocktake_scan (stocktake_id) WHERE refusal IS NOT NULL;
   CREATE TABLE counting (place INTEGER PRIMARY KEY CHECK (place = 1), stocktake_json TEXT) STRICT;`,
];

/** The `user_version` of a file that this program writes. */
export const schemaVersion = migrations.length;

/** `setAside`: the damaged file in whose place this one was begun now. */
export type OutboxFile = { database: Database.Database; setAside: string | null };

/** Another Carrel has this folder open. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';
}

const inUse = (folder: string) =>
  `Another Carrel is already running in ${folder}. Close that one first; where none is to be seen, one that was killed ` +
  'left its programs behind: end them, or restart the computer.';

/**
 * Opens the outbox's own file. A commit is on the disk before it returns: WAL with synchronous=FULL syncs the log at
 * each commit (sqlite.org/pragma.html#pragma_synchronous). The file stays locked for this process alone, and the
 * system lifts the lock when the process dies: that makes it the lock of the desk's whole folder, too.
 * A file that is damaged is set aside, never deleted, and what can be read of it is carried over.
 */
export function openOutboxFile(file: string, now: Date): OutboxFile {
  // The desk's folder is made here: it is nobody's business but this account's.
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    return opened(file);
  } catch (error) {
    if (isBusy(error)) throw new FolderInUse(inUse(dirname(file)));
    if (!isDamage(error)) throw error;
  }
  const setAside = `${file}${damagedSince}${now.toISOString().replace(/[:.]/g, '-')}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, setAside + suffix);
  }
  return opened(file);
}

const damagedSince = '.damaged-';

/** The file that was set aside last. A desk that is killed before it has carried it over finds it at its next start. */
function lastSetAside(file: string): string | null {
  const folder = dirname(file);
  const begins = basename(file) + damagedSince;
  const names = readdirSync(folder).filter((name) => name.startsWith(begins) && name.endsWith('Z'));
  const last = names.sort().at(-1);
  return last === undefined ? null : join(folder, last);
}

function opened(file: string): OutboxFile {
  const database = new Database(file, { timeout: 200 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    if (database.pragma('quick_check', { simple: true }) !== 'ok') throw new DamagedFile('quick_check');
    return { database, setAside: migrate(database, file) };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Brings the file to the present version. A new one takes over from the one set aside, in the transaction that makes it. */
function migrate(database: Database.Database, file: string): string | null {
  const version = Number(database.pragma('user_version', { simple: true }));
  const owner = Number(database.pragma('application_id', { simple: true }));
  if (version > 0 && owner !== applicationId) throw new DamagedFile('not an outbox');
  if (version > migrations.length) throw new Error('The outbox was written by a newer Carrel. Update this one.');
  const setAside = version === 0 ? lastSetAside(file) : null;
  // An empty transaction still takes the exclusive lock, so that a second process notices at once.
  database
    .transaction(() => {
      for (const sql of migrations.slice(version)) database.exec(sql);
      database.pragma(`application_id = ${applicationId}`);
      database.pragma(`user_version = ${migrations.length}`);
      if (setAside) salvage(setAside, database);
    })
    .exclusive();
  return setAside;
}

class DamagedFile extends Error {
  override name = 'DamagedFile';
}

const sqliteCode = (error: unknown) => (error instanceof Database.SqliteError ? error.code : '');
const isBusy = (error: unknown) => sqliteCode(error).startsWith('SQLITE_BUSY');
const isDamage = (error: unknown) => error instanceof DamagedFile || /^SQLITE_(CORRUPT|NOTADB)/.test(sqliteCode(error));
