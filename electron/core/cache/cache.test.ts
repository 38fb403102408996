import {
  closeSync,
  copyFileSync,
  cpSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { type Cache, openCache } from './cache.ts';
import type { SetAsideAs } from './cache-files.ts';
import { aBook, aCopy, aPage, asRows, bookId, load, now, openMain, otherBranch } from './testing/builders.ts';
import { aFolder } from './testing/folders.ts';

const opened: Cache[] = [];
afterEach(() => {
  for (const cache of opened.splice(0)) cache.close();
});

const open = (dir: string) => {
  const cache = openMain(dir);
  opened.push(cache);
  return cache;
};
const aLoadedFolder = () => {
  const dir = aFolder();
  const cache = openMain(dir);
  load(cache, asRows([aBook(1), aBook(2)], [aCopy(1, 1), aCopy(2, 2, { shelf: 'S1' })]), '7');
  cache.close();
  return dir;
};
const theFile = (dir: string) => join(dir, readdirSync(dir).find((name) => /^cache-\d+\.sqlite$/.test(name)) ?? 'none');
const setAsideNames = (dir: string) => readdirSync(dir).filter((name) => /\.(damaged|foreign)-/.test(name));

describe('opening a cache', () => {
  it('makes an empty one where there was none', () => {
    const cache = open(aFolder());
    expect(cache.reader.counts()).toEqual({ books: 0, copies: 0 });
    expect(cache.reader.search('anything', 0, 10)).toEqual({ rows: [], total: 0, totalIsCapped: false });
    expect(cache.writer.position()).toBeNull();
    expect(cache.setAside).toBeNull();
  });

  it('finds again what was loaded, and where it was', () => {
    const cache = open(aLoadedFolder());
    expect(cache.reader.counts()).toEqual({ books: 2, copies: 2 });
    expect(cache.writer.position()).toEqual({ protocol: 1, epoch: 'e1', cursor: '7' });
    expect(cache.writer.caughtUpAt()).toBe('2026-11-22T09:00:00.000Z');
    expect(cache.setAside).toBeNull();
  });

  const damages: [string, (file: string) => void][] = [
    ['is no database at all', (file) => writeFileSync(file, 'not a database, but a letter to the editor')],
    ['was cut off in the middle', (file) => truncateSync(file, 20_000)],
    ['was cut off after its first page', (file) => truncateSync(file, 4096)],
    ['has a page of zeros', (file) => overwrite(file, 3 * 4096, 4 * 4096)],
    [
      'has lost what it says of itself',
      (file) => new Database(file).exec(`UPDATE meta SET value = 'x' WHERE name = 'protocol'`).close(),
    ],
  ];
  it.each(damages)('sets a file aside that %s', (_, damage) => {
    const dir = aLoadedFolder();
    damage(theFile(dir));
    const cache = open(dir);
    expect(cache.setAside?.as).toBe('damaged');
    expect(setAsideNames(dir)).toEqual([
      expect.stringMatching(/^cache-\d+\.sqlite\.damaged-2026-11-22T09-00-00-000Z$/),
    ]);
    expect(cache.reader.counts()).toEqual({ books: 0, copies: 0 });
  });

  const strangers: [string, SetAsideAs, (dir: string) => void][] = [
    [
      'another branch’s',
      'foreign',
      (dir) => openCache({ dir, tenant: 'city', branchId: otherBranch, now: () => now }).close(),
    ],
    ['another library’s', 'foreign', (dir) => rename(theFile(dir), 'tenant', 'county')],
    ['a newer Carrel’s', 'newer', (dir) => new Database(theFile(dir)).exec('PRAGMA user_version = 99').close()],
    ['another program’s', 'foreign', (dir) => foreignDatabase(theFile(dir))],
  ];
  it.each(strangers)('sets a file aside that is %s', (_, as, exchange) => {
    const dir = aLoadedFolder();
    exchange(dir);
    const cache = open(dir);
    expect(cache.setAside?.as).toBe(as);
    expect(cache.reader.counts()).toEqual({ books: 0, copies: 0 });
  });

  it('keeps only the newest of the files that were set aside', () => {
    const dir = aLoadedFolder();
    for (let n = 0; n < 3; n++) {
      writeFileSync(theFile(dir), 'broken');
      openCache({
        dir,
        tenant: 'city',
        branchId: aCopy(1, 1).homeBranchId,
        now: () => new Date(now.getTime() + n),
      }).close();
    }
    expect(setAsideNames(dir)).toEqual([expect.stringMatching(/damaged-2026-11-22T09-00-00-002Z$/)]);
  });
});

describe('a cache that breaks while it is in use', () => {
  it('is told of, and replaced by an empty one under the same reader', () => {
    const dir = aLoadedFolder();
    const cache = open(dir);
    let told = 0;
    cache.onDamage(() => told++);
    overwrite(theFile(dir), 4096, statSync(theFile(dir)).size);
    const { reader } = cache;
    expect(() => reader.search('title', 0, 10)).toThrow();
    expect(told).toBe(1);
    cache.replaceDamaged();
    expect(reader.counts()).toEqual({ books: 0, copies: 0 });
    expect(cache.setAside?.as).toBe('damaged');
  });
});

describe('a new snapshot', () => {
  it('takes the place of the present file in one step, and the reader stays the same', () => {
    const dir = aLoadedFolder();
    const cache = open(dir);
    const { reader } = cache;
    cache.rememberAvailability(
      bookId(1),
      { total: 3, available: 1, waiting: 0, branches: [] },
      '2026-11-21T10:00:00.000Z',
    );
    load(cache, asRows([aBook(3)], [aCopy(3, 3)]), '9');
    expect(reader.search('', 0, 10).rows.map(({ id }) => id)).toEqual([bookId(3)]);
    expect(reader.availability(bookId(1))).toEqual({
      availability: { total: 3, available: 1, waiting: 0, branches: [] },
      saidAt: '2026-11-21T10:00:00.000Z',
    });
    expect(readdirSync(dir).filter((name) => name.endsWith('.sqlite'))).toEqual(['cache-3.sqlite']);
  });

  it('leaves the present file in use while it is loaded', () => {
    const cache = open(aLoadedFolder());
    const snapshot = cache.beginSnapshot({ protocol: 1, epoch: 'e2', cursor: '1' }, { books: 1, copies: 0 });
    snapshot.add([{ book: aBook(5) }]);
    expect(cache.reader.counts()).toEqual({ books: 2, copies: 2 });
    snapshot.close();
  });

  it('is gone on with from every step at which it may be killed', () => {
    const dir = aFolder();
    const rows = asRows([aBook(1), aBook(2)], [aCopy(1, 1), aCopy(2, 2)]);
    const first = openMain(dir);
    const begun = first.beginSnapshot({ protocol: 1, epoch: 'e1', cursor: '4' }, { books: 2, copies: 2 });
    begun.add(rows.slice(0, 3));
    const folders = [killed(dir)];
    begun.add(rows.slice(3));
    begun.rowsComplete();
    for (const _ of begun.build()) folders.push(killed(dir));
    folders.push(killed(dir));
    begun.seal();
    folders.push(killed(dir));
    first.close();

    expect(folders.length).toBeGreaterThan(5);
    for (const folder of folders) {
      const cache = open(folder);
      const snapshot = cache.unfinishedSnapshot();
      if (!snapshot) throw new Error('There must be a snapshot to go on with.');
      if (snapshot.progress.stage === 'rows') {
        expect(snapshot.progress).toMatchObject({ done: 3, after: `copy:${aCopy(1, 1).id}` });
        snapshot.add(rows.slice(3));
        snapshot.rowsComplete();
      }
      for (const _ of snapshot.build());
      snapshot.writer.applyPage(aPage({ cursor: '5' }), now);
      cache.swapIn(snapshot);
      expect(cache.reader.search('title 2', 0, 10).rows).toHaveLength(1);
      expect(cache.reader.counts()).toEqual({ books: 2, copies: 2 });
      expect(cache.hasUnfinishedSnapshot).toBe(false);
    }
  });

  it('is begun anew when its file is damaged', () => {
    const dir = aFolder();
    const cache = open(dir);
    const begun = cache.beginSnapshot({ protocol: 1, epoch: 'e1', cursor: '4' }, { books: 1, copies: 0 });
    begun.add([{ book: aBook(1) }]);
    begun.close();
    writeFileSync(join(dir, 'cache-2.loading.sqlite'), 'broken');
    expect(cache.unfinishedSnapshot()).toBeNull();
    expect(cache.hasUnfinishedSnapshot).toBe(false);
  });

  it('that was swapped in when the power went leaves no older file behind', () => {
    const dir = aLoadedFolder();
    copyFileSync(theFile(dir), join(dir, 'cache-1.sqlite'));
    const cache = open(dir);
    expect(cache.reader.counts()).toEqual({ books: 2, copies: 2 });
    expect(readdirSync(dir)).not.toContain('cache-1.sqlite');
  });
});

function killed(dir: string): string {
  const copy = aFolder();
  cpSync(dir, copy, { recursive: true });
  return copy;
}

function rename(file: string, name: string, value: string): void {
  const database = new Database(file);
  database.prepare('UPDATE meta SET value = ? WHERE name = ?').run(value, name);
  database.close();
}

function foreignDatabase(file: string): void {
  rmSync(file);
  new Database(file).exec('CREATE TABLE recipes (name TEXT)').close();
}

/** Zeros from one byte to another. */
function overwrite(file: string, from: number, to: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(to - from), 0, to - from, from);
  closeSync(handle);
}
