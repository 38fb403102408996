import pg from 'pg';

/** Who may do what with which table and function, what keeps tenants apart, and what guards the rows. */
const questions = [
  `select n.nspname, c.relname, c.relkind, c.relrowsecurity,
     (select array_agg(split_part(acl, '/', 1) order by acl) from unnest(c.relacl::text[]) acl where acl like 'carrel_app=%') as rights
   from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname in ('public', 'pgboss') and c.relkind in ('r', 'p', 'v', 'S') order by 1, 2`,
  `select nspname, has_schema_privilege('carrel_app', oid, 'usage'), has_schema_privilege('carrel_app', oid, 'create') as makes
   from pg_namespace where nspname in ('public', 'pgboss') order by 1`,
  `select proname, prosecdef, proconfig, has_function_privilege('carrel_app', oid, 'execute') as server,
     has_function_privilege('public', oid, 'execute') as anyone
   from pg_proc where pronamespace = 'public'::regnamespace order by 1, oid::regprocedure::text`,
  'select tablename, policyname, cmd, roles::text, qual, with_check from pg_policies order by 1, 2',
  'select tgrelid::regclass::text as on_table, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2',
  `select conrelid::regclass::text as on_table, conname, pg_get_constraintdef(oid), convalidated from pg_constraint
   where connamespace in ('public'::regnamespace, 'pgboss'::regnamespace) order by 1, 2`,
  `select indexname, indexdef from pg_indexes where schemaname in ('public', 'pgboss') order by 1`,
  `select rolname, rolsuper, rolcanlogin, rolcreaterole, rolcreatedb, rolbypassrls from pg_roles where rolname = 'carrel_app'`,
];

/** All that the database itself enforces; two databases of which this is equal are guarded alike. */
export async function guardsOf(ownerUrl: string): Promise<unknown[]> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    const guards: unknown[] = [];
    for (const question of questions) guards.push((await client.query(question)).rows);
    return guards;
  } finally {
    await client.end();
  }
}
