import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { ensureServerRole, serverRole } from './roles.ts';

const folder = join(import.meta.dirname, 'migrations');
/** Any number will do, as long as every server uses the same. */
const migrationLock = 7_264_193;

type Migration = { name: string; text: string; hash: string };

/**
 * Brings the database to this version of the schema, one server at a time (advisory lock), each step in a transaction.
 * A step that was changed after it ran stops everything: the database would not be what the code believes.
 */
export async function migrate(ownerUrl: string): Promise<{ applied: string[] }> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await ensureServerRole(client, ownerUrl);
    await client.query(
      'create table if not exists migrations (name text primary key, hash text not null, at timestamptz not null default now())',
    );
    const applied = await applyMissing(client);
    // Last, because a migration takes every right away before it gives the few that are needed.
    await client.query(`grant select on migrations to ${serverRole}`);
    await migrateJobs(ownerUrl, client);
    return { applied };
  } finally {
    await client.end();
  }
}

async function applyMissing(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from migrations');
  const known = new Map(rows.map((row) => [row.name, row.hash]));
  const applied: string[] = [];
  for (const migration of await readMigrations()) {
    const hash = known.get(migration.name);
    if (hash === migration.hash) continue;
    if (hash) throw new Error(`The migration ${migration.name} was changed after it ran on this database.`);
    await applyOne(client, migration);
    applied.push(migration.name);
  }
  return applied;
}

async function applyOne(client: pg.Client, { name, text, hash }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into migrations (name, hash) values ($1, $2)', [name, hash]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`The migration ${name} failed.`, { cause: error });
  }
}

/** The job library keeps its own tables and its own migrations; the server's role only works with them. */
async function migrateJobs(ownerUrl: string, client: pg.Client): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, supervise: false, schedule: false, max: 2 });
  await boss.start();
  await boss.stop({ graceful: false });
  await client.query(`grant usage, create on schema pgboss to ${serverRole};
    grant all on all tables in schema pgboss to ${serverRole};
    grant execute on all functions in schema pgboss to ${serverRole}`);
}

export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}
