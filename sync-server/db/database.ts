import { Socket } from 'node:net';
import pg from 'pg';
import { types } from './types.ts';

export type Database = {
  pool: pg.Pool;
  /** Ends every connection at once: whoever waits for an answer on one is told that it broke. */
  hangUp(): void;
  close(): Promise<void>;
};

export type PoolSettings = { url: string; max?: number; name?: string };

/**
 * A pool of pipelining connections: what is asked while an answer is on its way does not wait for it (see batch.ts for
 * what is asked at once).
 */
export function openDatabase({ url, max = 20, name = 'carrel-server' }: PoolSettings): Database {
  const sockets = new Set<Socket>();
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    pipeline: true,
    stream: () => {
      const socket = new Socket();
      sockets.add(socket);
      return socket.on('close', () => sockets.delete(socket));
    },
    application_name: name,
    connectionTimeoutMillis: 5_000,
    // Why so long, and why the limit for whole transactions is not among them: roles.ts.
    options: '-c idle_in_transaction_session_timeout=10s -c statement_timeout=30s -c lock_timeout=10s',
  });
  // A connection that breaks says so by an error event, besides failing what is under way on it; an event that nobody
  // listens to ends the process. The pool listens to idle ones only, so those at work in a transaction need their own.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  return { pool, hangUp, close: () => pool.end() };
}
