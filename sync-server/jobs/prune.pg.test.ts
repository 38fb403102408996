import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestServer, type TestServer } from '../testing/server.ts';
import { prune } from './prune.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

test('forgets kept answers after two days, and not before a day has passed', async () => {
  const { library, clock, db } = server;
  const insert = `insert into idempotency (tenant_id, actor, key, fingerprint, status, answer, created_at)
    select $1, 'staff:', 'key ' || n, '', 200, '{}', $2::timestamptz - n * interval '1 hour' from generate_series(1, 5000) n`;
  await db.owner.query(insert, [library.tenantId, clock.now()]);
  const forgotten = await prune({ database: db.database, now: clock.now });
  expect(forgotten).toBe(5000 - 48);
  const { rows } = await db.owner.query('select count(*)::int as kept from idempotency');
  expect(rows[0].kept).toBe(48);
});
