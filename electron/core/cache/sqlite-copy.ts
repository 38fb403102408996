import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** How often a file is copied again that was written to meanwhile. */
const mostTries = 20;

/** A copy of an SQLite file and its log, to be removed when it was read. */
export type SqliteCopy = { path: string; remove(): void };

/**
 * Copies an SQLite file in WAL mode as it is at one moment, though its desk be running. Whoever opens the file itself,
 * even for reading only, leaves a log and an index beside it, of his own account: a desk could not write to them.
 * The log is only ever added to until a checkpoint writes the file and begins the log anew under another header
 * (sqlite.org/fileformat2.html#the_write_ahead_log): with both as they were, the copy is of one moment.
 */
export function copySqlite(path: string): SqliteCopy {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-look-'));
  const copy = join(folder, basename(path));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    for (let tries = 1; tries <= mostTries; tries++) {
      if (copiedWhole(path, copy)) return { path: copy, remove };
    }
  } catch (error) {
    remove();
    throw error;
  }
  remove();
  throw new Error(`${path} is being written too fast to be copied. Try again in a moment.`);
}

function copiedWhole(path: string, copy: string): boolean {
  const before = stateOf(path);
  copyFileSync(path, copy, constants.COPYFILE_FICLONE);
  rmSync(`${copy}-wal`, { force: true });
  if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
  return stateOf(path) === before;
}

/** What changes with every checkpoint, and with nothing else. */
function stateOf(path: string): string {
  const { mtimeNs, size } = statSync(path, { bigint: true });
  return [mtimeNs, size, headerOf(`${path}-wal`)].join(' ');
}

/** The first 32 bytes of a log; empty where there is none, or none was begun. */
function headerOf(log: string): string {
  if (!existsSync(log)) return '';
  const file = openSync(log, 'r');
  try {
    const header = Buffer.alloc(32);
    return header.toString('hex', 0, readSync(file, header, 0, 32, 0));
  } finally {
    closeSync(file);
  }
}
