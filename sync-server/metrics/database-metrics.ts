import type { FastifyBaseLogger } from 'fastify';
import { Gauge, type Registry } from 'prom-client';
import { inTime } from '../db/in-time.ts';
import type { ServerDeps } from '../deps.ts';
import { databaseFigures, figuresOf } from './database-figures.ts';
import { poolFigures } from './pool-figures.ts';

/** Prometheus gives up after ten seconds by default; a database that takes this long to say how it is, is away. */
const patienceMs = 3000;

type Measured = Pick<ServerDeps, 'database' | 'replica' | 'lookout'>;

/**
 * How the database stands. The answer is to be called whenever somebody looks, before the figures are read; a database
 * that is away is a figure as well. Several who look at once share one look.
 */
export function databaseMetrics(measured: Measured, registry: Registry, log: Pick<FastifyBaseLogger, 'warn'>) {
  const { database, lookout = database } = measured;
  const up = new Gauge({
    name: 'carrel_database_up',
    help: 'Whether the database answered just now',
    registers: [registry],
  });
  const showPool = poolFigures(measured, registry);
  const figures = databaseFigures(registry);

  const look = async () => {
    showPool();
    try {
      figures.show(await inTime(figuresOf(lookout), patienceMs));
      up.set(1);
    } catch (error) {
      log.warn(error, 'The database could not be measured.');
      up.set(0);
      figures.hide();
      // On a line that has fallen silent the next look would wait as well.
      measured.lookout?.hangUp();
    }
  };
  let looking: Promise<void> | undefined;
  return () => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
}
