import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../../../../sync-server/testing/server.ts';
import { byHand } from '../../cache/testing/by-hand.ts';
import { sentences } from '../../sentences.ts';
import { contentOf, TestDesk, until } from '../testing/desk-for-tests.ts';
import { usualTimings } from '../timings.ts';

// A real desk and a real server, and a cache that somebody has changed behind the desk's back.

const day = 24 * 3_600_000;

let server: TestServer;
let url: string;
let copies: { id: string; bookId: string }[];
beforeAll(async () => {
  server = await buildTestServer();
  url = await server.app.listen({ port: 0, host: '127.0.0.1' });
  copies = [];
  for (let n = 0; n < 30; n++) copies.push(await server.library.aCopy({ shelf: `F ${n}` }));
});
afterAll(() => server.close());

let desk: TestDesk;
/** By how much the desk's clock is ahead. */
let ahead: number;
beforeEach(async () => {
  ahead = 0;
  desk = aDesk();
  await until('the desk is live', () => desk.connection?.kind === 'live', 15_000);
});
afterEach(() => desk.stop());

function aDesk(dir?: string): TestDesk {
  const { deskKey, branches } = server.library;
  const timings = { ...usualTimings, pollMs: 50, comparePauseMs: 5 };
  const given = { deskKey, branchId: branches.main.id, timings, now: () => new Date(Date.now() + ahead) };
  return new TestDesk({ url }, dir ? { ...given, dir } : given);
}

/** Lets a night pass, and waits until the comparison that was due then, or was made up for, is over. */
async function aNightPasses(): Promise<void> {
  const before = desk.cache.writer.comparedAt();
  ahead += 2 * day;
  const isCompared = () => desk.cache.writer.comparedAt() !== before;
  await until('the cache was compared', isCompared, 15_000);
}

const loads = () => desk.states.filter(({ kind }, n) => kind === 'loading' && desk.states[n - 1]?.kind !== 'loading');

const aCopy = (n: number) => copies[n] ?? { id: '', bookId: '' };
const strange = '0199a8e0-0000-7000-8000-000000000000';

describe('a night in which all is well', () => {
  it('leaves the cache as it is', async () => {
    await aNightPasses();
    expect(desk.drifts).toEqual([]);
    expect(loads()).toHaveLength(1);
  });
});

describe('a cache that is wrong is found out in the night, and loaded afresh:', () => {
  const rows = { kind: 'rows', after: null, upTo: null, copiesHere: 30, copiesThere: 30 };

  it.each([
    ['a copy is not as the server has it', () => `UPDATE copies SET status = 'lost' WHERE id = '${aCopy(1).id}'`, rows],
    ['a copy lacks a field', () => `UPDATE copies SET shelf = NULL WHERE id = '${aCopy(2).id}'`, rows],
    [
      'a copy has a state that there is not',
      () => `UPDATE copies SET status = 'eaten' WHERE id = '${aCopy(3).id}'`,
      rows,
    ],
    ['a copy is missing', () => `DELETE FROM copies WHERE id = '${aCopy(4).id}'`, { ...rows, copiesHere: 29 }],
    [
      'a copy is there that the server does not have',
      () => `INSERT INTO copies SELECT '${strange}', book_id, '39999999999999', home_branch_id, current_branch_id,
        status, shelf, item_type, condition, due_at FROM copies LIMIT 1`,
      { ...rows, copiesHere: 31 },
    ],
    ['a book is not as the server has it', () => `UPDATE books SET title = 'B' WHERE id = '${aCopy(5).bookId}'`, rows],
    ['a list of a book cannot be read', () => `UPDATE books SET authors = '["A' WHERE id = '${aCopy(6).bookId}'`, rows],
    ['a book is missing', () => `DELETE FROM books WHERE id = '${aCopy(7).bookId}'`, rows],
    [
      'a book is there of which the branch has no copy',
      () =>
        `INSERT INTO books (id, title, sort_title, authors, subjects) VALUES ('${strange}', 'Gone', 'gone', '[]', '[]')`,
      { kind: 'stray_books', books: 1 },
    ],
    [
      'a book is there that no search finds',
      () => `DELETE FROM book_words WHERE rowid = (SELECT key FROM books WHERE id = '${aCopy(8).bookId}')`,
      { kind: 'stray_books', books: 1 },
    ],
  ])('%s', async (_, statement, drift) => {
    const sound = contentOf(desk.cache);
    byHand(desk.dir, statement());
    await aNightPasses();
    expect(desk.drifts).toEqual([drift]);
    expect(desk.reasons()).toEqual([sentences.loadFirst, sentences.loadDrifted]);
    expect(contentOf(desk.cache)).toEqual(sound);
    expect(desk.cache.reader.search('book', 0, 100).total).toBe(30);
    await aNightPasses();
    expect(desk.drifts).toHaveLength(1);
  });
});

describe('a comparison that is interrupted', () => {
  it('is made up for by the next run of the desk', async () => {
    byHand(desk.dir, `UPDATE copies SET shelf = 'X' WHERE id = '${aCopy(9).id}'`);
    const dir = desk.folderAsKilled();
    await desk.stop();
    ahead = 2 * day;
    desk = aDesk(dir);
    await pause(300);
    // Not at once: the desks of a library are opened at the same time.
    expect(desk.drifts).toEqual([]);
    ahead += 3_600_000;
    await until('it is loaded afresh', () => desk.drifts.length === 1, 15_000);
    await until('the desk is live', () => desk.connection?.kind === 'live', 15_000);
  });
});
