import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sql, sql } from '../db/sql.ts';
import { reading } from '../db/transaction.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { readBookLines, readChanges, readCopyLines, readLastPlace } from './queries.ts';

// Row-level security lets only leakproof operators into an index condition. One that is not would turn each page into a
// walk through the whole branch, and only a large library would show it.

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const nobody = '00000000-0000-0000-0000-000000000000';

/** The plan that the server's own role gets, when there is so much data that an index is worth it. */
async function planOf({ name, text }: Sql<unknown>, more: (string | number)[]): Promise<string> {
  const { tenantId, branches } = server.library;
  const context = { tenantId, actor: { kind: 'job', id: null }, requestId: 'plan' } as const;
  return reading(server.db.database, context, async (tx) => {
    for (const setting of ['enable_seqscan', 'enable_bitmapscan', 'enable_sort']) {
      await tx.query(sql(`plan.${setting}`, `set local ${setting} = off`), []);
    }
    const explained = sql<{ 'QUERY PLAN': string }>(`plan.${name}`, `explain ${text}`);
    const rows = await tx.query(explained, [tenantId, branches.main.id, ...more]);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}

it('changes are read from their place on, up to the bound, in two runs of one index', async () => {
  const plan = await planOf(readChanges, ['0', 'book', nobody, 500]);
  const runs = [...plan.matchAll(/changes_by_stamp.*\n\s*Index Cond: (.*)/g)].map(([, condition]) => condition);
  expect(runs, plan).toHaveLength(2);
  for (const condition of runs) {
    expect(condition).toContain('ROW(stamp, entity, entity_id) > ROW(');
    expect(condition).toContain('stamp < pg_snapshot_xmin');
  }
  // A branch's copy of a changed book is looked up by the book; a hash of all copies of the tenant would be made else.
  expect(plan).not.toContain('hashed');
});

it('the last place is the end of those runs', async () => {
  const plan = await planOf(readLastPlace, []);
  expect(plan.match(/Backward using changes_by_stamp.*\n\s*Index Cond: .*stamp < /g), plan).toHaveLength(2);
});

it('the pages of a snapshot go on behind a key, at home and away', async () => {
  const books = await planOf(readBookLines, [nobody, 2000]);
  expect(books).toMatch(/copies_books_at_home.*\n\s*Index Cond: .*book_id > /);
  expect(books).toMatch(/copies_books_away.*\n\s*Index Cond: .*book_id > /);
  const copies = await planOf(readCopyLines, [nobody, 2000]);
  expect(copies).toMatch(/copies_at_home.*\n\s*Index Cond: .*id > /);
  expect(copies).toMatch(/copies_away.*\n\s*Index Cond: .*id > /);
});
