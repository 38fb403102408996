import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { isDamage } from './open-file.ts';
import { copySqlite } from './sqlite-copy.ts';

/** Why nothing can be said of what is in a file. */
export type Unusable = { kind: 'missing' | 'damaged' | 'foreign' | 'newer' | 'older'; detail: string };

export type FileOnDisk = { kind: 'sound'; database: Database.Database; close(): void };

/** What a file of ours has in its header. */
type Wanted = { applicationId: number; schemaVersion: number };

/** Opens a copy of a desk's file for reading; the file itself is not touched, and its desk may be running. */
export function openOnDisk(path: string, wanted: Wanted): FileOnDisk | Unusable {
  if (!existsSync(path)) return { kind: 'missing', detail: path };
  const copy = copySqlite(path);
  let database: Database.Database | undefined;
  const close = () => {
    database?.close();
    copy.remove();
  };
  try {
    database = new Database(copy.path, { readonly: true });
    const unusable = whyUnusable(database, wanted);
    if (!unusable) return { kind: 'sound', database, close };
    close();
    return unusable;
  } catch (error) {
    close();
    return asDamage(error);
  }
}

/** What an error of reading a file says of it. @throws what is no damage of the file */
export function asDamage(error: unknown): Unusable {
  if (isDamage(error) || error instanceof z.ZodError) return { kind: 'damaged', detail: String(error) };
  throw error;
}

function whyUnusable(database: Database.Database, { applicationId, schemaVersion }: Wanted): Unusable | null {
  if (database.pragma('application_id', { simple: true }) !== applicationId) {
    return { kind: 'foreign', detail: 'its header is not ours' };
  }
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version !== schemaVersion) {
    const kind = version > schemaVersion ? 'newer' : 'older';
    return { kind, detail: `version ${version}, this program knows ${schemaVersion}` };
  }
  const check = database.pragma('integrity_check(1)', { simple: true });
  return check === 'ok' ? null : { kind: 'damaged', detail: String(check).replaceAll('\n', ' ') };
}
