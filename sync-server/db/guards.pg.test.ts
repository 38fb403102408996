import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Library } from '../testing/library.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

// Raw SQL as the server's own role: what the database refuses even if the code were wrong.

let server: TestServer;
let other: Library;
beforeAll(async () => {
  server = await buildTestServer();
  other = await server.anotherLibrary();
  for (const library of [server.library, other]) {
    const member = await library.aMember();
    const copy = await library.aCopy();
    await library.aLoan({ copyId: copy.id, memberId: member.id });
    await library.aCharge(member.id, 100);
    await library.aClosure(library.branches.main.id, '2026-12-25');
    await server.call({ token: library.tokens.librarian }, 'POST', '/members', { number: 'audited', name: 'Audited' });
  }
});
afterAll(() => server.close());

/** Works in one transaction of a tenant, as the server does, and rolls back. */
async function inTenant<Answer>(tenantId: string | undefined, work: (client: pg.PoolClient) => Promise<Answer>) {
  const client = await server.db.database.pool.connect();
  try {
    await client.query('begin');
    if (tenantId) await client.query("select set_config('carrel.tenant', $1, true)", [tenantId]);
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const refusedWith = async (tenantId: string | undefined, statement: string, values: unknown[] = []) =>
  inTenant(tenantId, (client) => client.query(statement, values)).then(
    () => 'allowed',
    (error: { code?: string }) => error.code,
  );

const INSUFFICIENT_PRIVILEGE = '42501';

/** Every table with a tenant that the server may read at all. */
async function tablesOfTenants(): Promise<string[]> {
  const { rows } = await server.db.owner.query(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and has_table_privilege('carrel_app', c.oid, 'select')
     order by 1`,
  );
  return rows.map(({ name }) => name);
}

describe('a query that forgot its filter', () => {
  it('sees rows of its own tenant only, in every table that has a tenant', async () => {
    const tables = await tablesOfTenants();
    expect(tables.length).toBeGreaterThan(15);
    for (const table of tables) {
      const seen = await inTenant(other.tenantId, (client) => client.query(`select distinct tenant_id from ${table}`));
      const strangers = seen.rows.filter(({ tenant_id }) => tenant_id !== other.tenantId);
      expect({ table, strangers }).toEqual({ table, strangers: [] });
    }
    const members = await inTenant(other.tenantId, (client) => client.query('select count(*)::int as n from members'));
    expect(members.rows[0].n).toBe(3);
  });

  it('sees nothing at all when no tenant was set', async () => {
    for (const table of [...(await tablesOfTenants()), 'tenants']) {
      const { rows } = await inTenant(undefined, (client) => client.query(`select count(*)::int as n from ${table}`));
      expect({ table, n: rows[0].n }).toEqual({ table, n: 0 });
    }
  });

  it('changes nobody else’s rows', async () => {
    const changed = await inTenant(other.tenantId, (client) => client.query("update members set name = 'Changed'"));
    expect(changed.rowCount).toBe(3);
    const stolen = await inTenant(other.tenantId, (client) =>
      client.query('update members set name = name where tenant_id = $1', [server.library.tenantId]),
    );
    expect(stolen.rowCount).toBe(0);
  });

  it('cannot write a row into another tenant, nor move one there', async () => {
    const foreign = [server.library.tenantId];
    const insert =
      "insert into branches (tenant_id, id, code, name, time_zone, opening_hours) values ($1, gen_random_uuid(), 'X', 'X', 'UTC', '[]')";
    expect(await refusedWith(other.tenantId, insert, foreign)).toBe(INSUFFICIENT_PRIVILEGE);
    expect(await refusedWith(other.tenantId, 'update api_keys set tenant_id = $1', foreign)).toBe(
      INSUFFICIENT_PRIVILEGE,
    );
  });

  it('finds no member through the search function either', async () => {
    const { rows } = await inTenant(undefined, (client) =>
      client.query("select * from members_with_words('a', null, null, 10)"),
    );
    expect(rows).toEqual([]);
  });
});

describe('what was written for good', () => {
  it.each(['update', 'delete', 'truncate'])('the server cannot %s audit rows or ledger entries', async (word) => {
    for (const [table, column] of [
      ['audit', 'action'],
      ['ledger_entries', 'reason'],
    ]) {
      const statement = {
        update: `update ${table} set ${column} = 'x'`,
        delete: `delete from ${table}`,
        truncate: `truncate ${table}`,
      }[word];
      expect(await refusedWith(server.library.tenantId, statement ?? '')).toBe(INSUFFICIENT_PRIVILEGE);
    }
  });

  it('not even the owner can rewrite it by mistake', async () => {
    for (const statement of [
      "update audit set action = 'x'",
      'delete from audit',
      'truncate ledger_entries',
      'update ledger_entries set amount_cents = 1',
    ]) {
      await expect(server.db.owner.query(statement)).rejects.toThrow(/never updated or deleted/);
    }
  });
});

describe('the server’s role', () => {
  it('owns nothing, is no superuser and cannot bypass row-level security', async () => {
    const { rows } = await inTenant(undefined, (client) =>
      client.query(
        'select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = current_user',
      ),
    );
    expect(rows).toEqual([
      {
        rolname: 'carrel_app',
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
      },
    ]);
    const owned = await server.db.owner.query(
      "select count(*)::int as n from pg_class where relowner = 'carrel_app'::regrole and relnamespace = 'public'::regnamespace",
    );
    expect(owned.rows[0].n).toBe(0);
  });

  it.each([
    'set role OWNER',
    'set session authorization OWNER',
    'alter table members disable row level security',
    'drop policy own_tenant on members',
    'alter role carrel_app bypassrls',
    'create table public.hiding_place (a int)',
    'select * from pg_authid',
  ])('is refused: %s', async (statement) => {
    const owner = new URL(server.db.ownerUrl).username;
    const refused = await refusedWith(server.library.tenantId, statement.replace('OWNER', owner));
    expect(refused).toBe(INSUFFICIENT_PRIVILEGE);
  });

  it('is not let around the policies by switching row security off', async () => {
    const answer = await inTenant(other.tenantId, async (client) => {
      await client.query('set local row_security = off');
      return client.query('select * from members').then(
        () => 'allowed',
        (error: { code?: string }) => error.code,
      );
    });
    expect(answer).toBe(INSUFFICIENT_PRIVILEGE);
  });

  it('has a policy on every table of tenants', async () => {
    const { rows } = await server.db.owner.query(
      `select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
         and (not c.relrowsecurity or not exists (select from pg_policy p where p.polrelid = c.oid))
         and has_table_privilege('carrel_app', c.oid, 'select')`,
    );
    expect(rows).toEqual([]);
  });
});
