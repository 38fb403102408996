import Database from 'better-sqlite3';
import { z } from 'zod';
import { type Meta, type Owner, readMeta, writeMeta } from './meta.ts';
import { applicationId, migrate, schemaVersion } from './schema.ts';

/** What came of opening a cache file. `detail` is for the log; the screen says it in its own words. */
export type Opened =
  | { kind: 'open'; database: Database.Database; meta: Meta }
  | { kind: 'damaged'; detail: string }
  | { kind: 'foreign' | 'newer'; detail: string };

/**
 * Opens a cache file for writing, or makes it, and looks whether it is sound and ours. WAL with synchronous=NORMAL: a
 * power cut may take the last commits back, with the cursor that was written in them, so that they are asked for again;
 * it never leaves half of one (sqlite.org/pragma.html#pragma_synchronous). The look takes some 0.3 s for each 100,000
 * copies; a file that this run has just written is trusted.
 */
export function openFile(path: string, owner: Owner, { trusted = false } = {}): Opened {
  let database: Database.Database | undefined;
  try {
    database = new Database(path);
    const opened = looked(database, owner, trusted);
    if (opened.kind !== 'open') database.close();
    return opened;
  } catch (error) {
    database?.close();
    if (isDamage(error) || error instanceof z.ZodError) return { kind: 'damaged', detail: String(error) };
    throw error;
  }
}

/** Opens a file that was found sound, for reading only: no statement of this handle can change it. */
export function openForReading(path: string): Database.Database {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  database.pragma('cache_size = -65536');
  return database;
}

/** Whether an error means that the file itself is broken, and not the disk full or the program wrong. */
export function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}

/** Whether there was no room for what was to be written. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_FULL');
}

function looked(database: Database.Database, owner: Owner, trusted: boolean): Opened {
  const strange = whyStrange(database);
  if (strange) return strange;
  const check = trusted ? 'ok' : database.pragma('quick_check(1)', { simple: true });
  if (check !== 'ok') return { kind: 'damaged', detail: String(check) };
  setPragmas(database);
  migrate(database);
  const meta = readMeta(database);
  if (meta.tenant === undefined) {
    writeMeta(database, owner);
    return { kind: 'open', database, meta: { ...meta, ...owner } };
  }
  if (meta.tenant === owner.tenant && meta.branchId === owner.branchId) return { kind: 'open', database, meta };
  return { kind: 'foreign', detail: `of tenant ${meta.tenant}, branch ${meta.branchId}` };
}

/** Why a file was not written by this program or an older one; null when it was, or is empty. */
function whyStrange(database: Database.Database): Extract<Opened, { kind: 'foreign' | 'newer' }> | null {
  const tables = database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (tables === 0) return null;
  if (database.pragma('application_id', { simple: true }) !== applicationId)
    return { kind: 'foreign', detail: 'not a cache of Carrel' };
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version <= schemaVersion) return null;
  return { kind: 'newer', detail: `schema ${version}, this program knows ${schemaVersion}` };
}

function setPragmas(database: Database.Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.pragma('cache_size = -65536');
  database.pragma('wal_autocheckpoint = 4000');
}
