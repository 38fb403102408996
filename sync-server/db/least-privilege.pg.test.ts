import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from './test-database.ts';

// What whoever speaks as the server's role can do at most, had he found a way to send his own SQL.

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const refusal = (statement: string): Promise<string | undefined> =>
  db.database.pool.query(statement).then(
    () => 'allowed',
    (error: { code?: string }) => error.code,
  );

const INSUFFICIENT_PRIVILEGE = '42501';

describe('the server’s role is not let', () => {
  it.each([
    ['read a file of the machine', `select pg_read_file('/etc/passwd')`],
    ['list a folder of it', `select pg_ls_dir('/')`],
    ['read one into a table', `copy sign_in_failures from '/etc/passwd'`],
    ['write one', `copy (select 1) to '/tmp/planted'`],
    ['start a program', `copy (select 1) to program 'id'`],
    ['take a file in as a large object', `select lo_import('/etc/passwd')`],
    ['bring in code', 'create extension plpython3u'],
    ['write code of its own', `create function public.planted() returns int language sql return 1`],
    ['bring in a language', 'create language planted handler plpgsql_call_handler'],
    ['make a table', 'create table public.planted (a int)'],
    ['make a schema', 'create schema planted'],
    ['make a role', 'create role planted'],
    ['change the cluster', `alter system set log_statement = 'all'`],
    ['change what is logged', `set log_statement = 'all'`],
    ['read the hashes of roles', 'select rolpassword from pg_authid'],
    ['read other connections’ statements', 'select pg_stat_statements_reset()'],
    ['follow the write-ahead log', `select pg_create_physical_replication_slot('planted')`],
    ['go on as somebody else', 'set role pg_read_all_data'],
    ['take a guard off', 'alter table audit disable trigger audit_append_only'],
    ['take the triggers off for its session', `set session_replication_role = 'replica'`],
    ['change a rule of who sees what', 'alter policy own_tenant on members using (true)'],
    ['give itself more', 'grant pg_read_server_files to carrel_app'],
    ['change how jobs are kept', 'alter table pgboss.job add column planted text'],
    ['change the steps that the schema took', `delete from migrations`],
    ['change the feed’s mark', `update feed_epoch set salt = gen_random_uuid()`],
    ['change what desks are told', 'delete from changes'],
  ])('%s', async (_what, statement) => {
    // 42883: this Postgres has no such function at all; 0A000: nor such an extension.
    expect([INSUFFICIENT_PRIVILEGE, '42883', '0A000']).toContain(await refusal(statement));
  });

  it('end or see the connections of the database’s owner', async () => {
    const owner = await db.owner.connect();
    const { rows } = await owner.query<{ pid: number }>('select pg_backend_pid() as pid');
    const pid = rows[0]?.pid;
    expect(await refusal(`select pg_terminate_backend(${pid})`)).toBe(INSUFFICIENT_PRIVILEGE);
    const seen = await db.database.pool.query('select query from pg_stat_activity where pid = $1', [pid]);
    expect(seen.rows).toEqual([{ query: '<insufficient privilege>' }]);
    owner.release();
  });
});

type Right = { name: string; right: string };

async function rights(): Promise<Right[]> {
  const { rows } = await db.owner.query<Right>(
    `select table_name as name, privilege_type as right from information_schema.role_table_grants
     where grantee in ('carrel_app', 'PUBLIC') and table_schema = 'public'`,
  );
  return rows;
}

describe('of the tables', () => {
  it('none may be emptied at once, be referred to, or get a trigger', async () => {
    expect((await rights()).filter(({ right }) => /TRUNCATE|REFERENCES|TRIGGER/.test(right))).toEqual([]);
  });

  it('what people are and what happened to them cannot be deleted', async () => {
    const lasting = [
      ...['tenants', 'branches', 'staff', 'members', 'books', 'copies', 'loans', 'holds', 'transfers', 'boxes'],
      ...['stocktakes', 'desks', 'api_keys', 'audit', 'ledger_entries', 'changes', 'signing_keys', 'migrations'],
    ];
    const all = await rights();
    expect(all.filter(({ name, right }) => right === 'DELETE' && lasting.includes(name))).toEqual([]);
    const written = ['audit', 'ledger_entries', 'changes', 'signing_keys', 'feed_epoch', 'migrations'];
    expect(all.filter(({ name, right }) => right === 'UPDATE' && written.includes(name))).toEqual([]);
  });
});

it('a function that works with its owner’s rights looks for names where nobody else can put any', async () => {
  const { rows } = await db.owner.query<{ proname: string; paths: string[] | null }>(
    `select proname, proconfig as paths from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`,
  );
  expect(rows.length).toBeGreaterThan(3);
  // What is not named comes first (postgresql.org/docs/current/sql-createfunction.html, "Writing SECURITY DEFINER …").
  const open = rows.filter(
    ({ paths }) => !paths?.some((path) => /^search_path=(public|pg_catalog)\b.*, pg_temp$/.test(path)),
  );
  expect(open).toEqual([]);
});
