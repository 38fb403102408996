import pg from 'pg';

/**
 * The owner's own connections, for tests and runners that stop the Postgres under them: one that is closed at that
 * moment, which `end()` does not wait for, may still be told that Postgres stops, and an error that nobody listens to
 * ends the process.
 */
export function ownersPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
