import { createHmac } from 'node:crypto';
import type pg from 'pg';

/** The role that the server works as: it owns nothing and cannot bypass row-level security. */
export const serverRole = 'carrel_app';

/**
 * The connection string of the server's role. Its password is derived from the owner's, so that any number of servers
 * agree on it without storing it.
 */
export function serverUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.password = rolePassword(ownerUrl);
  url.username = serverRole;
  return url.toString();
}

function rolePassword(ownerUrl: string): string {
  return createHmac('sha256', decodeURIComponent(new URL(ownerUrl).password))
    .update(serverRole)
    .digest('hex');
}

/** Creates the server's role where it is missing. Roles belong to the whole cluster, so another database may have it. */
export async function ensureServerRole(client: pg.ClientBase, ownerUrl: string): Promise<void> {
  // format(%L) quotes: a role's password cannot be a parameter.
  await client.query(`do $$
  begin
    if not exists (select from pg_roles where rolname = '${serverRole}') then
      create role ${serverRole} login nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
  exception when duplicate_object or unique_violation then null;
  end $$`);
  // Only a superuser may say even that a role shall be none: it is said where somebody has given it such powers.
  const statement = await client.query<{ alter: string }>(
    `select format('alter role ${serverRole} login password %L', $1::text)
       || case when rolsuper or rolbypassrls or rolcreaterole or rolcreatedb
         then ' nosuperuser nobypassrls nocreaterole nocreatedb' else '' end as alter
     from pg_roles where rolname = '${serverRole}'`,
    [rolePassword(ownerUrl)],
  );
  const alter = statement.rows[0]?.alter;
  // Two servers that set the same password at once: the second finds the tuple changed, and nothing is lost.
  if (alter) await client.query(alter).catch(ignoreConcurrentUpdate);
  await client.query(limitTransactions).catch(ignoreConcurrentUpdate);
}

/**
 * How long the server's role may be at what, so that nothing it does lasts for ever, whatever becomes of the server:
 * - 10 s for a lock (`lock_timeout`): whoever waits longer at a desk has given up;
 * - 30 s for a statement (`statement_timeout`): the largest report takes less, a plan gone wrong more;
 * - 10 s idle in a transaction (`idle_in_transaction_session_timeout`): a server that stands still, or is cut off, keeps
 *   its rows locked and holds back the feed of every desk (its bound is the oldest writing transaction);
 * - 60 s for a transaction (`transaction_timeout`): many short statements are bounded by none of those.
 * The first three come with each connection (database.ts). Postgres before 17 does not know the fourth and would refuse
 * the connection: so it is the role's. What the database cannot end, because it has fallen silent, silence.ts does.
 */
const limitTransactions = `do $$
  begin
    if current_setting('server_version_num')::int >= 170000 then
      alter role ${serverRole} set transaction_timeout = '60s';
    end if;
  end $$`;

function ignoreConcurrentUpdate(error: unknown): void {
  if (error instanceof Error && /tuple concurrently updated/.test(error.message)) return;
  throw error;
}
