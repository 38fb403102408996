import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { type TracingConfig, wantsTraces } from './environment.ts';

export type Tracing = {
  /** The requests of this app from now on. To be called before its routes are made. */
  followRequests(app: FastifyInstance): void;
  /** Sends what is left, as far as that goes quickly. */
  stop(): Promise<void>;
};

/** A collector that is away must not hold up a server that is to end. */
const lastSendingMs = 2000;

/**
 * Starts OpenTelemetry for a server that has somewhere to send its traces; else nothing of it is even loaded. Spans wait
 * in a bounded queue: with a collector that is away or slow, what does not fit is dropped.
 */
export async function startTracing(
  config: TracingConfig,
  say: (sentence: string) => void,
): Promise<Tracing | undefined> {
  if (!wantsTraces(config)) return undefined;
  const [{ openProvider }, { traceRequests }] = await Promise.all([
    import('./provider.ts'),
    import('./trace-requests.ts'),
  ]);
  const provider = openProvider(config, say);
  return {
    followRequests: traceRequests,
    stop: async () => {
      // A failure has been told of already (tell-once.ts).
      const sent = provider.shutdown().catch(() => {});
      await Promise.race([sent, wait(lastSendingMs, undefined, { ref: false })]);
    },
  };
}
