import { Gauge, type Registry } from 'prom-client';
import type { ServerDeps } from '../deps.ts';

/** How this server's connections are used, for which nobody has to be asked. */
export function poolFigures(
  { database, replica }: Pick<ServerDeps, 'database' | 'replica'>,
  registry: Registry,
): () => void {
  const connections = new Gauge({
    name: 'carrel_pool_connections',
    help: 'Connections of this server’s pool; wanted: work that waits for one',
    labelNames: ['state'],
    registers: [registry],
  });
  const lag =
    replica &&
    new Gauge({
      name: 'carrel_replica_lag_seconds',
      help: 'By how much the replica is behind; NaN when it is away',
      registers: [registry],
    });
  return () => {
    const { totalCount, idleCount, waitingCount } = database.pool;
    connections.set({ state: 'open' }, totalCount);
    connections.set({ state: 'idle' }, idleCount);
    connections.set({ state: 'wanted' }, waitingCount);
    lag?.set(replica?.lagSeconds() ?? Number.NaN);
  };
}
