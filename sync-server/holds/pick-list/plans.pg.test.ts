import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../db/sql.ts';
import { reading } from '../../db/transaction.ts';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { countPickList, listPickList } from './queries.ts';

// Fifty thousand books are waited for, each with three copies, of which two are on loan. A page of a branch's pick list
// must cost what is on the page, and not what the library waits for.

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
  const { library, db } = server;
  // Without triggers: a hundred thousand words and stamps are not what is asked here, and would take a minute.
  const loader = await db.owner.connect();
  await loader.query('set session_replication_role = replica');
  const here = [library.tenantId, library.branches.main.id];
  await loader.query(
    `insert into books (tenant_id, id, title) select $1, gen_random_uuid(), 'Title ' || n from generate_series(1, 50000) n`,
    [library.tenantId],
  );
  await loader.query(
    `insert into copies (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id, shelf, status, due_at, waited_for)
     select $1, gen_random_uuid(), id, 'plan' || n || id, $2, $2, 'FIC ' || left(md5(id::text), 6),
       case n when 1 then 'available' else 'on_loan' end, case n when 1 then null else now() end, true
     from books, generate_series(1, 3) n`,
    here,
  );
  await loader.query(
    `insert into holds (tenant_id, id, book_id, member_id, pickup_branch_id, placed_at)
     select $1, gen_random_uuid(), id, $3, $2, now() from books`,
    [...here, library.member.id],
  );
  loader.release(true);
  await db.owner.query('vacuum analyze');
});
afterAll(() => server.close());

async function planOf(text: string, more: number[], how = 'explain'): Promise<string> {
  const { tenantId, branches } = server.library;
  const context = { tenantId, actor: { kind: 'job', id: null }, requestId: 'plan' } as const;
  const explain = sql<{ 'QUERY PLAN': string }>(`plan.pick_list_${how.length}_${more.length}`, `${how} ${text}`);
  const values = [tenantId, branches.main.id, server.clock.now(), ['regular'], ...more];
  const rows = await reading(server.db.database, context, (tx) => tx.query(explain, values));
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test('a page is read in the order of the shelves, from the copies that are waited for, and no further', async () => {
  const plan = await planOf(listPickList.text, [100, 0]);
  expect(plan).toMatch(/Limit[\s\S]*Index Scan using copies_waited_for/);
  expect(plan).toMatch(/copies_of_book on copies s[\s\S]*?Index Cond: .*book_id = c\.book_id/);
  expect(plan).toMatch(/holds_\w+ on holds w[\s\S]*?Index Cond: .*book_id = c\.book_id/);
  expect(plan).not.toMatch(/Seq Scan on (copies|holds|books)/);
});

test('the count stops at its cap', async () => {
  expect(await planOf(countPickList.text, [])).toMatch(/^Aggregate.*\n\s*->\s+Limit/);
});

test('a page of a hundred touches what is on it and little more', async () => {
  const plan = await planOf(listPickList.text, [100, 0], 'explain (analyze, buffers, costs off, timing off)');
  const [, blocks] = /Buffers: shared hit=(\d+)/.exec(plan) ?? [];
  expect(Number(blocks)).toBeLessThan(5000);

  const desk = deskOf(server);
  const { body } = await desk.get(`/branches/${desk.main()}/pick-list?limit=100`);
  expect(body.data).toHaveLength(100);
  expect(body.meta).toMatchObject({ total: 1000, totalIsCapped: true, hasMore: true });
});
