// `npm run after-restore`: to be run once, before the servers start, when the database's disk or machine was put back as a
// whole. Dumps, base backups and copies of the data folder are noticed without it (sync-server/db/migrations/0045).
//   DATABASE_URL=postgres://…    as the owner (default: the embedded database)
import pg from 'pg';
import { ConfigError, readConfig } from '../sync-server/config.ts';
import { startEmbeddedPostgres } from '../sync-server/db/embedded.ts';

const say = (sentence: string) => process.stderr.write(`${sentence}\n`);

try {
  const config = readConfig(process.env);
  const place = { folder: config.CARREL_DATA, say, mustExist: true };
  const embedded = config.DATABASE_URL ? undefined : await startEmbeddedPostgres(place);
  try {
    await beginNewEpoch(config.DATABASE_URL ?? embedded?.url ?? '');
    console.log('Desks that come back load their branch afresh, and then send what they still have queued.');
  } finally {
    await embedded?.stop();
  }
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  say(error instanceof ConfigError ? reason : `The desks could not be told: ${reason}`);
  process.exitCode = 2;
}

async function beginNewEpoch(ownerUrl: string): Promise<void> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    await client.query('update feed_epoch set salt = gen_random_uuid()');
  } finally {
    await client.end();
  }
}
