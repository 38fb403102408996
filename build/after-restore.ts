// `npm run after-restore`: to be run once, before the servers start, when the database's disk or machine was put back as a
// whole. Dumps, base backups and copies of the data folder are noticed without it (sync-server/db/migrations/0045).
//   DATABASE_URL=postgres://…    as the owner (default: the embedded database)
import pg from 'pg';
import { withOwnersDatabase } from './owner-database.ts';

await withOwnersDatabase('The desks could not be told', async (ownerUrl) => {
  await beginNewEpoch(ownerUrl);
  console.log('Desks that come back load their branch afresh, and then send what they still have queued.');
});

async function beginNewEpoch(ownerUrl: string): Promise<void> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    await client.query('update feed_epoch set salt = gen_random_uuid()');
  } finally {
    await client.end();
  }
}
