import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { signingKeys } from '../../sync-server/auth/signing-keys.ts';
import { openDatabase } from '../../sync-server/db/database.ts';
import { serverUrl } from '../../sync-server/db/roles.ts';
import { testClock } from '../../sync-server/testing/clock.ts';
import { aLibrary, type Library } from '../../sync-server/testing/library.ts';

/** Another, small library beside the big one, made by the tests' builders; its tokens are good for fifteen minutes. */
export async function smallLibrary<Made>(ownerUrl: string, fill: (library: Library) => Promise<Made>): Promise<Made> {
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 8 });
  const database = openDatabase({ url: serverUrl(ownerUrl), max: 2 });
  try {
    const clock = testClock(new Date().toISOString());
    return await fill(await aLibrary({ owner, keys: signingKeys(database), clock }, { slug: `bench-${uuidv7()}` }));
  } finally {
    await Promise.all([owner.end(), database.close()]);
  }
}
