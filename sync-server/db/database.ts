import { Socket } from 'node:net';
import pg from 'pg';

// Rows come off the wire as the contract wants them: moments as ISO text in UTC, days as text, counts as numbers.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());
types.setTypeParser(pg.types.builtins.DATE, (text) => text);
types.setTypeParser(pg.types.builtins.INT8, Number);
types.setTypeParser(pg.types.builtins.NUMERIC, Number);

export type Database = {
  pool: pg.Pool;
  /** Ends every connection at once: whoever waits for an answer on one is told that it broke. */
  hangUp(): void;
  close(): Promise<void>;
};

export type PoolSettings = { url: string; max?: number; name?: string };

/**
 * A pool of pipelining connections: statements that do not wait for each other's results share one network wait
 * (measured: six waits halve the checkout rate).
 */
export function openDatabase({ url, max = 20, name = 'carrel-server' }: PoolSettings): Database {
  const sockets = new Set<Socket>();
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    pipeline: true,
    stream: () => {
      const socket = gatheringSocket();
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

/**
 * What one turn of the event loop sends leaves in one write: the statements of a transaction's first half travel
 * together, as one packet and one system call (pg writes each by itself, which was half of the server's own time).
 */
function gatheringSocket(): Socket {
  const socket = new Socket();
  const write = socket.write;
  let isGathering = false;
  socket.write = function gather(this: Socket, ...given: Parameters<typeof write>) {
    if (!isGathering) {
      isGathering = true;
      this.cork();
      process.nextTick(() => {
        isGathering = false;
        this.uncork();
      });
    }
    return write.apply(this, given);
  } as typeof write;
  return socket;
}
