import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sql, sql } from '../../db/sql.ts';
import { reading } from '../../db/transaction.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { findOpen, type LoanRow, listOpen } from './queries.ts';

// A hundred thousand loans are open: a page of them must not sort them, in whatever order they are asked for.

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
  const { library, db } = server;
  // Without triggers and foreign keys: only where the loans are looked for is asked here.
  const loader = await db.owner.connect();
  await loader.query('set session_replication_role = replica');
  const here = [library.tenantId, library.branches.main.id];
  await loader.query(
    `insert into copies (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id, status, due_at)
     select $1, md5(n::text)::uuid, $1, 'plan' || n, $2, $2, 'on_loan', now() from generate_series(1, 100000) n`,
    here,
  );
  await loader.query(
    `insert into members (tenant_id, id, number, name, category, status, created_at, updated_at)
     select $1, md5(n::text)::uuid, 'plan' || n, 'A member', 'adult', 'active', now(), now()
     from generate_series(0, 19999) n`,
    [library.tenantId],
  );
  await loader.query(
    `insert into loans (tenant_id, id, copy_id, book_id, member_id, branch_id, checked_out_at, due_at)
     select $1, gen_random_uuid(), md5(n::text)::uuid, $1, md5((n % 20000)::text)::uuid, $2,
       now() - n * interval '10 seconds', date_trunc('day', now() - n * interval '10 seconds') + interval '21 days'
     from generate_series(1, 100000) n`,
    here,
  );
  loader.release(true);
  await db.owner.query('vacuum analyze');
});
afterAll(() => server.close());

async function planOf({ name, text }: Sql<LoanRow>, more: (string | number)[]): Promise<string> {
  const { tenantId } = server.library;
  const context = { tenantId, actor: { kind: 'job', id: null }, requestId: 'plan' } as const;
  const explain = sql<{ 'QUERY PLAN': string }>(`plan.${name}`, `explain ${text}`);
  const values = [tenantId, null, null, ...more];
  const rows = await reading(server.db.database, context, (tx) => tx.query(explain, values));
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test.each([
  ['dueAt', 'loans_open_by_due'],
  ['createdAt', 'loans_open_by_checkout'],
] as const)('a page by %s is read from the index, from either end', async (field, index) => {
  expect(await planOf(listOpen({ field, descending: false }), [20, 0])).toMatch(`Index Scan using ${index}`);
  expect(await planOf(listOpen({ field, descending: true }), [20, 0])).toMatch(`Index Scan Backward using ${index}`);
});

test('a barcode or a card is looked up, and not looked for among all that is lent', async () => {
  const plan = await planOf(findOpen({ field: 'dueAt', descending: false }), ['plan77', 20, 0]);
  expect(plan).toMatch(/BitmapOr[\s\S]*loans_one_open_per_copy[\s\S]*loans_open_of_member/);
  expect(plan).not.toMatch(/Seq Scan on (loans|copies|members)/);
});
