import { NIL } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestServer, operatorKey, type TestServer } from '../testing/server.ts';
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

test('forgets what the operator was answered, which lies in no library: it names a library’s admin', async () => {
  const { clock, db } = server;
  const admin = { number: 'admin-1', name: 'Ann Operator-Told', password: 'a long enough password' };
  const order = { slug: 'told', name: 'Told', admin };
  const headers = { 'idempotency-key': 'onboarding' };
  expect((await server.call({ apiKey: operatorKey }, 'POST', '/tenants', order, { headers })).status).toBe(201);
  const later = () => new Date(Math.max(clock.now().getTime(), Date.now()) + 3 * 86_400_000);
  await prune({ database: db.database, now: later });
  const { rows } = await db.owner.query("select answer from idempotency where answer like '%Operator-Told%'");
  expect(rows).toEqual([]);
});

test('forgets failed sign-ins whose time is over, also when nobody signs in', async () => {
  const { clock, db } = server;
  await db.owner.query(
    `insert into sign_in_failures (key, failures, window_ends_at)
     select decode(md5(n::text), 'hex'), 1, $1::timestamptz + n * interval '1 minute' from generate_series(-3000, 2) n`,
    [clock.now()],
  );
  await prune({ database: db.database, now: clock.now });
  const { rows } = await db.owner.query('select count(*)::int as kept from sign_in_failures');
  expect(rows[0].kept).toBe(3);
});

test('goes on with the libraries behind one whose answers cannot be forgotten, and says at the end what failed', async () => {
  const { library, clock, db } = server;
  await db.owner.query(
    `insert into idempotency (tenant_id, actor, key, fingerprint, status, answer, created_at)
     select tenant_id, 'staff:', 'stuck', '', 200, '{}', $2 from unnest(array[$1, '${NIL}']::uuid[]) tenant_id`,
    [library.tenantId, clock.now()],
  );
  await db.owner.query(
    `create function stay() returns trigger language plpgsql as $$ begin raise 'a row that stays'; end $$;
     create trigger stays before delete on idempotency for each row when (old.tenant_id = '${NIL}') execute function stay()`,
  );
  const later = () => new Date(clock.now().getTime() + 3 * 86_400_000);
  await expect(prune({ database: db.database, now: later })).rejects.toThrow('a row that stays');
  const { rows } = await db.owner.query("select tenant_id from idempotency where key = 'stuck'");
  expect(rows).toEqual([{ tenant_id: NIL }]);
});
