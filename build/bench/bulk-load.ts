import type pg from 'pg';

/**
 * Runs a load without the table's secondary indexes and builds them afterwards, which takes a fraction of the time of
 * keeping them; then counts it for the planner. Those that stand behind a constraint stay.
 */
export async function loadInBulk(client: pg.Client, table: string, load: () => Promise<unknown>): Promise<void> {
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = $1::regclass and not exists (select from pg_constraint where conindid = i.indexrelid)`,
    [table],
  );
  for (const { name } of indexes) await client.query(`drop index "${name}"`);
  await load();
  for (const { definition } of indexes) await client.query(definition);
  await client.query(`analyze ${table}`);
}
