import type { Database } from 'better-sqlite3';

/*
 * FTS5 keeps its words in segments and merges them as it goes, which a bulk load pays for again and again. Without
 * merging, and with a larger memory for a step's words, 200,000 books took 1.9 s of processor time instead of 3.9 s;
 * one merge at the end adds 0.5 s (sqlite.org/fts5.html §6, "Special INSERT Commands").
 */

/** Pages of 4 kB that one step of the final merge writes: some 10 ms of work. */
const pagesPerStep = 250;

/** Before words go in by the thousand. `hashsize` is the memory in bytes, as in FTS5's own sources (fts5_config.c). */
export function startBulkWords(database: Database): void {
  configure(database, { automerge: 0, crisismerge: 1999, hashsize: 64 * 1024 * 1024 });
}

/** The usual settings of FTS5 again, for the pages of the feed. */
export function stopBulkWords(database: Database): void {
  configure(database, { automerge: 4, crisismerge: 16, hashsize: 1024 * 1024 });
}

/** Merges all segments into one, in steps. A negative count begins, positive ones go on until nothing is written. */
export function* mergeWords(database: Database): Generator<void, void> {
  let pages = -pagesPerStep;
  for (;;) {
    const before = totalChanges(database);
    command(database, 'merge', pages);
    if (totalChanges(database) - before < 2) return;
    pages = pagesPerStep;
    yield;
  }
}

function configure(database: Database, settings: Record<string, number>): void {
  for (const [name, value] of Object.entries(settings)) command(database, name, value);
}

/** The number must arrive as an integer, and better-sqlite3 binds every number as a float unless it is a bigint. */
function command(database: Database, name: string, value: number): void {
  database.prepare('INSERT INTO book_words (book_words, rank) VALUES (?, ?)').run(name, BigInt(value));
}

const totalChanges = (database: Database) => Number(database.prepare('SELECT total_changes()').pluck().get());
