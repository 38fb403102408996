import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { buildApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { openDatabase } from './db/database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './db/embedded.ts';
import { migrate } from './db/migrate.ts';
import { whyUnreachable } from './db/reach.ts';
import { openReplica } from './db/replica/replica.ts';
import { serverUrl } from './db/roles.ts';
import { watchForSilence } from './db/silence.ts';
import { backlog } from './http/limits.ts';
import { startWorkers } from './jobs/workers.ts';
import { sayLastWords } from './last-words.ts';
import { whyNotListening } from './listening.ts';
import { carriersOf, closeCarriers } from './notices/sending/carriers.ts';
import { type StopStep, stopInOrder } from './stop-in-order.ts';
import { startTracing } from './tracing/start-tracing.ts';

const say = (sentence: string) => process.stderr.write(`${sentence}\n`);
// What cannot be said, on a disk that is full, is no reason to end; the log sees to itself (http/log-destination.ts).
process.stderr.on('error', () => {});
sayLastWords(say);

async function main(): Promise<void> {
  const config = readConfig(process.env);
  await refuseDeadDatabase(config);
  const embedded = config.DATABASE_URL ? undefined : await startEmbeddedPostgres({ folder: config.CARREL_DATA, say });
  try {
    await serve(config, embedded);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function serve(config: Config, embedded: EmbeddedPostgres | undefined): Promise<void> {
  const ownerUrl = config.DATABASE_URL ?? embedded?.url ?? '';
  await migrate(ownerUrl);
  const tracing = await startTracing(config, say);
  const database = openDatabase({ url: serverUrl(ownerUrl) });
  const watch = watchForSilence({ url: serverUrl(ownerUrl), database, say });
  const replicaUrl = config.DATABASE_REPLICA_URL;
  const replica = replicaUrl ? openReplica({ url: serverUrl(replicaUrl), primary: database, say }) : undefined;
  const lookout = openDatabase({ url: serverUrl(ownerUrl), max: 2, name: 'carrel-server-lookout' });
  const deps = { database, lookout, replica, config, now: () => new Date(), tracing, metrics: new Registry() };
  const app = await buildApp(deps);
  const carriers = carriersOf(config);
  const workers = await startWorkers({ ...deps, log: app.log, carriers });
  const parts: StopStep[] = [
    ['The web server', () => closeApp(app)],
    ['The work in the background', () => workers.stop()],
    ['The connections to mail and SMS servers', async () => closeCarriers(carriers)],
    ['The connections to the replica', () => replica?.close()],
    ['The connections to the database', () => Promise.all([database.close(), lookout.close()])],
    ['The watch for its silence', () => watch.stop()],
    ['The traces', () => tracing?.stop()],
  ];
  const stop = () => stopInOrder([...parts, ['The database', () => embedded?.stop()]], say);
  // A terminal and the process above may both send it: the second signal must not cut the first one's work short.
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void stop().then((exitCode) => process.exit(exitCode));
    });
  await app.listen({ port: config.PORT, host: config.HOST, backlog }).catch(async (error: unknown) => {
    await stopInOrder(parts, say);
    const sentence = whyNotListening(error, config);
    throw sentence ? new ConfigError(sentence) : error;
  });
}

async function refuseDeadDatabase({ DATABASE_URL }: Config): Promise<void> {
  const reason = DATABASE_URL && (await whyUnreachable(DATABASE_URL));
  if (reason) throw new ConfigError(`DATABASE_URL names a database that cannot be used: ${reason}.`);
}

async function closeApp(app: FastifyInstance): Promise<void> {
  // A connection that was busy when the closing began is kept alive for another minute, unless it is closed when idle.
  const closeIdle = setInterval(() => app.server.closeIdleConnections(), 100);
  try {
    await app.close();
  } finally {
    clearInterval(closeIdle);
  }
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) say(error.message);
  else say(`The server could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
