import type { Database } from './database.ts';
import { readMigrations } from './migrate.ts';

/** The names of the migrations that this code knows and the database has not had yet. */
export async function pendingMigrations({ pool }: Database): Promise<string[]> {
  const [known, { rows }] = await Promise.all([
    readMigrations(),
    pool.query<{ name: string }>('select name from migrations'),
  ]);
  const done = new Set(rows.map((row) => row.name));
  return known.map((migration) => migration.name).filter((name) => !done.has(name));
}
