import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sql, type SqlValue, sql } from '../db/sql.ts';
import { reading } from '../db/transaction.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { readStampsBehind } from './comparison/queries.ts';
import { readBookLines, readChanges, readCopyLines, readDigest, readLastPlace } from './queries.ts';
import { onlyStampingTriggers } from './testing/queries.ts';

// Row-level security lets only leakproof conditions into an index. One that is not turns each page into a walk through
// the whole tenant: right, and a hundred times slower. One tenant alone in its database is the hardest case, because the
// planner then thinks little of the tenant's id.

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
  const { library, db } = server;
  await db.owner.query(onlyStampingTriggers);
  await db.owner.query(
    `insert into books (tenant_id, id, title) select $1, gen_random_uuid(), 'Title ' || n from generate_series(1, 5000) n`,
    [library.tenantId],
  );
  // Of eight copies of each book one is at home here, one is a guest, and the others are elsewhere.
  await db.owner.query(
    `insert into copies (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id)
     select $1, gen_random_uuid(), id, 'plan' || n || id, case when n = 1 then $2::uuid else $3::uuid end,
       case when n <= 2 then $2::uuid else $3::uuid end
     from books, generate_series(1, 8) n`,
    [library.tenantId, library.branches.main.id, library.branches.harbour.id],
  );
  await db.owner.query('vacuum analyze');
});
afterAll(() => server.close());

const nobody = '00000000-0000-0000-0000-000000000000';

/** The plan that the server's own role gets. */
async function planOf({ name, text }: Sql<unknown>, more: SqlValue[]): Promise<string> {
  const { tenantId, branches } = server.library;
  const context = { tenantId, actor: { kind: 'job', id: null }, requestId: 'plan' } as const;
  const explain = sql<{ 'QUERY PLAN': string }>(`plan.${name}`, `explain ${text}`);
  const rows = await reading(server.db.database, context, (tx) =>
    tx.query(explain, [tenantId, branches.main.id, ...more]),
  );
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

/** What a plan asks of an index, wherever it uses it. */
const conditionsOn = (index: string, plan: string) =>
  [...plan.matchAll(new RegExp(`${index} on .*\\n\\s*Index Cond: (.*)`, 'g'))].map(([, condition]) => condition);

it('changes are read from their place on, up to the bound, in two runs of one index', async () => {
  const plan = await planOf(readChanges, ['0', 'book', nobody, 500]);
  const runs = conditionsOn('changes_by_stamp', plan);
  expect(runs, plan).toHaveLength(2);
  for (const condition of runs) {
    expect(condition).toContain('ROW(stamp, entity, entity_id) > ROW(');
    expect(condition).toContain('stamp < pg_snapshot_xmin');
  }
});

it('each change looks its copy and its book up by their ids', async () => {
  const plan = await planOf(readChanges, ['0', 'book', nobody, 500]);
  expect(conditionsOn('copies_pkey', plan), plan).toEqual([expect.stringContaining('id = changes.entity_id')]);
  expect(conditionsOn('books_pkey', plan), plan).toEqual([expect.stringContaining('id = CASE')]);
  expect(plan).toMatch(/Index Cond: .*book_id = changes\.entity_id/);
});

it('the last place is the end of those runs', async () => {
  const plan = await planOf(readLastPlace, []);
  const runs = conditionsOn('Backward using changes_by_stamp', plan);
  expect(runs, plan).toEqual([expect.stringContaining('stamp < '), expect.stringContaining('stamp < ')]);
});

it('the pages of a snapshot go on behind a key, at home and away', async () => {
  const books = await planOf(readBookLines, [nobody, 100]);
  expect(conditionsOn('copies_books_at_home', books), books).toEqual([expect.stringContaining('book_id > ')]);
  expect(conditionsOn('copies_books_away', books), books).toEqual([expect.stringContaining('book_id > ')]);
  expect(conditionsOn('books_pkey', books), books).toEqual([expect.stringContaining('id = ')]);
  const copies = await planOf(readCopyLines, [nobody, 100]);
  expect(conditionsOn('copies_at_home', copies), copies).toEqual([expect.stringContaining('id > ')]);
  expect(conditionsOn('copies_away', copies), copies).toEqual([expect.stringContaining('id > ')]);
});

it('what was stamped behind a place is read in the order of the stamps, and no more of it than is asked for', async () => {
  const plan = await planOf(readStampsBehind, ['0', 'book', nobody, 500]);
  expect(conditionsOn('changes_by_stamp', plan), plan).toEqual([
    expect.stringContaining('ROW(stamp, entity, entity_id) >'),
  ]);
  expect(plan).not.toContain('Sort');
});

it('a digest reads its range of copies, and each one’s book by its id', async () => {
  const plan = await planOf(readDigest, [nobody, 100, []]);
  expect(conditionsOn('copies_at_home', plan), plan).toEqual([expect.stringContaining('id > ')]);
  expect(conditionsOn('copies_away', plan), plan).toEqual([expect.stringContaining('id > ')]);
  expect(conditionsOn('books_pkey', plan), plan).toEqual([expect.stringContaining('id = copies.book_id')]);
});
