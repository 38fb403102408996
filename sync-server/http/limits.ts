import type { FastifyInstance } from 'fastify';

/** What one client may have of a server's room and patience, and all of them together. Times in milliseconds. */
export type Limits = {
  /** Open connections; whoever comes on top is hung up on. Five hundred desks have about a thousand. */
  connections: number;
  /** The head of a request must be there after so long, also on a connection that has said nothing yet. */
  headMs: number;
  /** How often it is looked at which heads are late. */
  lookMs: number;
  /** All of a JSON body must be there after so long: it is a mebibyte at most. */
  bodyMs: number;
  /** A file that is sent may take hours, but so many bytes must come in each stretch of time. */
  pace: { bytes: number; ms: number };
  /**
   * A request under way on whose connection not a byte moves, in either direction, is given up: half a snapshot that
   * nobody reads, events that nobody takes. More than the longest statement, for which an answer may be waited silently.
   */
  silenceMs: number;
  /** A connection is kept for the next request. */
  idleMs: number;
};

export const usualLimits: Limits = {
  connections: 5000,
  headMs: 10_000,
  lookMs: 2_000,
  bodyMs: 20_000,
  pace: { bytes: 16_384, ms: 30_000 },
  silenceMs: 60_000,
  idleMs: 72_000,
};

/** One mebibyte: the largest JSON anybody needs to send is a thousand stocktake scans. */
export const bodyLimit = 1_048_576;

/**
 * Connections that wait to be taken up, where Node's usual 511 are too few: when the line is back, the desks of a whole
 * library knock within a second, and whom the system turns away knocks again after 1, 3 and 7 seconds. The system's own
 * bound (Linux: net.core.somaxconn) holds besides.
 */
export const backlog = 4096;

/** At most once in so many milliseconds it is logged that connections are refused. */
const sayEveryMs = 10_000;

/** Hangs up on those for whom there is no room; a connection says nothing yet that could be answered. */
export function limitConnections({ server, log }: FastifyInstance, { connections }: Limits): void {
  server.maxConnections = connections;
  let saidAt = Number.NEGATIVE_INFINITY;
  server.on('drop', () => {
    if (performance.now() - saidAt < sayEveryMs) return;
    saidAt = performance.now();
    log.warn({ connections }, 'there are too many connections; further ones are refused');
  });
}
