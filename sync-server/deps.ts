import type { FastifyBaseLogger } from 'fastify';
import type { Registry } from 'prom-client';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import type { Replica } from './db/replica/replica.ts';
import type { Limits } from './http/limits.ts';
import type { Tracing } from './tracing/start-tracing.ts';

type PaymentSecrets = Partial<Pick<Config, 'STRIPE_SECRET_KEY' | 'STRIPE_WEBHOOK_SECRET' | 'SANDBOX_PAYMENTS_SECRET'>>;

/** What every module may need: handed in once, so that tests hand in their own. */
export type ServerDeps = {
  database: Database;
  /**
   * Connections of its own for whoever asks how the database is: that is wanted most when the others are all at work.
   */
  lookout?: Database;
  /** A standby for what may be a little stale. */
  replica?: Replica | undefined;
  config: Pick<Config, 'CARREL_OPERATOR_KEY' | 'LOG_LEVEL' | 'TLS_CERT' | 'TLS_KEY' | 'TRUSTED_PROXIES'> &
    PaymentSecrets;
  now: () => Date;
  /** Where its log goes; stdout, unless a test keeps it. */
  logTo?: { write(line: string): void } | undefined;
  tracing?: Tracing | undefined;
  /** What `/metrics` shows, when others than the app add to it. */
  metrics?: Registry;
  /** Of what clients may have; the usual ones, but for tests, which cannot wait so long. */
  limits?: Partial<Limits>;
};

/** What the app itself adds for modules whose answers go on for long, or that work between two requests. */
export type ModuleDeps = ServerDeps & {
  /** Fires when the server begins to close: whoever holds a connection open ends it. */
  closing: AbortSignal;
  log: FastifyBaseLogger;
  /** Whether anybody waits for an answer at a desk just now: what may wait makes room then. */
  isBusy: () => boolean;
  /** What `/metrics` shows. */
  metrics: Registry;
};
