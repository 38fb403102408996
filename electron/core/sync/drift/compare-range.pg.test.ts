import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTransaction } from '../../../../sync-server/sync/testing/open-transaction.ts';
import { buildTestServer, type TestServer } from '../../../../sync-server/testing/server.ts';
import type { Cache } from '../../cache/cache.ts';
import { openMain } from '../../cache/testing/builders.ts';
import { aFolder } from '../../cache/testing/folders.ts';
import { systemClock } from '../../clock.ts';
import { catchUp } from '../catch-up.ts';
import { Feed } from '../feed.ts';
import { loadSnapshot } from '../load-snapshot.ts';
import { usualTimings } from '../timings.ts';
import { compareRange } from './compare-range.ts';
import { countStrayBooks } from './count-stray-books.ts';
import { writeAtRandom } from './testing/writers.ts';

// What both sides make of the same rows, and of rows that change while they look.

let server: TestServer;
let cache: Cache;
let feed: Feed;
let copies: { id: string; bookId: string }[];
const { signal } = new AbortController();
const now = () => new Date();

beforeAll(async () => {
  server = await buildTestServer();
  copies = [];
  for (let n = 0; n < 40; n++) copies.push(await server.library.aCopy());
  feed = new Feed({
    serverUrl: await server.app.listen({ port: 0, host: '127.0.0.1' }),
    branchId: server.library.branches.main.id,
    deskKey: server.library.deskKey,
    after: systemClock.after,
    timings: usualTimings,
    fetch,
    outbox: () => ({ queued: 0, since: null }),
    onHeard: () => {},
  });
  cache = openMain(aFolder());
  await loadSnapshot({ cache, feed, signal, now, onProgress: () => {} });
});
afterAll(async () => {
  cache.close();
  await server.close();
});

const sql = (text: string, values: unknown[] = []) => server.db.owner.query(text, values);
const pull = () => catchUp(cache.writer, { feed, signal, now });

type Digest = Feed['digest'];

/** Pulls and compares all ranges; answers how they compared. */
async function compareAll(digest: Digest = (...asked) => feed.digest(...asked)): Promise<string[]> {
  await pull();
  const kinds: string[] = [];
  for (let after: string | null | undefined = null; after !== undefined; ) {
    const compared = await compareRange({ cache, feed: { digest }, signal }, after);
    kinds.push(compared.kind);
    after = compared.kind === 'alike' ? (compared.upTo ?? undefined) : undefined;
  }
  return kinds;
}

describe('both sides hash alike', () => {
  // A code point more or less that Postgres keeps: all but NUL.
  const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((one) => one !== '\0');
  const anyText = fc.oneof(
    fc.string({ unit: character, maxLength: 30 }),
    fc.constantFrom(
      '',
      ' ',
      '"',
      '\\',
      '\\u0041',
      '\u2028\u2029',
      '\u007f\u0001\b\f\n\r\t',
      'ﷺ',
      'e\u0301',
      '\ufeffx',
      '\uffff',
    ),
  );
  const orNull = fc.option(anyText);
  const anyRow = fc.record({
    title: anyText,
    subtitle: orNull,
    publisher: orNull,
    isbn: fc.constant(null),
    language: orNull,
    year: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    authors: fc.array(anyText, { maxLength: 4 }),
    subjects: fc.array(anyText, { maxLength: 4 }),
    shelf: orNull,
    due: fc.option(fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })),
    micros: fc.nat(999),
  });

  it('whatever stands in the rows', { timeout: 60_000 }, async () => {
    const rows = fc.array(anyRow, { minLength: copies.length, maxLength: copies.length });
    const judged = fc.asyncProperty(rows, async (given) => {
      for (const [n, row] of given.entries()) {
        const { id, bookId } = copies[n] ?? { id: '', bookId: '' };
        const { title, subtitle, publisher, language, year, authors, subjects } = row;
        await sql(
          `update books set title = $2, subtitle = $3, publisher = $4, language = $5, year = $6, authors = $7, subjects = $8
           where id = $1`,
          [bookId, title, subtitle, publisher, language, year, authors, subjects],
        );
        await sql(
          `update copies set shelf = $2, due_at = $3::timestamptz + $4 * interval '1 microsecond',
             status = case when $3::timestamptz is null then 'available' else 'on_loan' end where id = $1`,
          [id, row.shelf, row.due?.toISOString() ?? null, row.micros],
        );
      }
      expect(await compareAll()).toEqual(['alike']);
    });
    await fc.assert(judged, { numRuns: 20 });
  });
});

describe('a comparison while others write', { timeout: 120_000 }, () => {
  it('says nothing of what an older transaction still keeps from this desk', async () => {
    const older = await openTransaction(server.db.owner);
    await older.query('select pg_current_xact_id()', []);
    await sql(`update copies set shelf = 'committed, and above the bound' where id = $1`, [copies[3]?.id]);
    await sql(`update books set title = 'so is this' where id = $1`, [copies[4]?.bookId]);
    expect(await compareAll()).toEqual(['alike']);
    await older.commit();
  });

  /** Compares so many times while writers write, or until a comparison is not alike or a book is astray. */
  async function alarmWithin(rounds: number, digest?: Digest): Promise<{ isRaised: boolean; committed: number }> {
    const writers = writeAtRandom(server, copies);
    let isRaised = false;
    for (let round = 0; round < rounds && !isRaised; round++) {
      const kinds = await compareAll(digest);
      isRaised = kinds.includes('differs') || (await countStrayBooks(cache, signal)) > 0;
    }
    return { isRaised, committed: await writers.stop() };
  }

  it('never raises a false alarm', async () => {
    const { isRaised, committed } = await alarmWithin(200);
    expect(isRaised).toBe(false);
    expect(committed).toBeGreaterThan(100);
    expect(await compareAll()).toEqual(['alike']);
  });

  it('still finds what is wrong', async () => {
    const { id } = await server.library.aCopy();
    await pull();
    const writers = writeAtRandom(server, copies);
    const page = await feed.changes(cache.writer.position()?.cursor ?? '', signal);
    cache.writer.applyPage({ ...page, removed: [...page.removed, id] }, now());
    for (let round = 0; round < 10; round++) expect(await compareAll()).toContain('differs');
    await writers.stop();
    await sql(`update copies set shelf = 'told again' where id = $1`, [id]);
    expect(await compareAll()).toEqual(['alike']);
  });

  it.each<[string, Digest]>([
    ['does not leave out what is newer', async (...asked) => ({ ...(await feed.digest(...asked)), newer: [] })],
    [
      'leaves out only what it would be told now',
      async (cursor, ...asked) => {
        const page = await feed.changes(cursor, signal);
        const digest = await feed.digest(cursor, ...asked);
        const told = new Set([...page.copies, ...page.books].map(({ id }) => id).concat(page.removed));
        return { ...digest, newer: digest.newer.filter((id) => told.has(id)) };
      },
    ],
    [
      'compares with what the server has now, wherever the desk is',
      async (cursor, ...asked) => feed.digest((await feed.changes(cursor, signal)).cursor, ...asked),
    ],
  ])('would raise one if it %s', async (_, mutant) => {
    const late: Digest = async (...asked) => {
      await pause(20);
      return mutant(...asked);
    };
    expect(await alarmWithin(1000, late)).toMatchObject({ isRaised: true });
    expect(await compareAll()).toEqual(['alike']);
  });
});
