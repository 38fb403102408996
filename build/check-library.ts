// `npm run check-library`: whether all that must be true of each library in the database is true. It only reads, each
// check in a short statement of its own, so that it may be run while the library is open.
//   npm run check-library -- springfield    only this library
//   DATABASE_URL=postgres://…               of that database (default: the embedded one, as `npm run server` takes it)
import { ConfigError, readConfig } from '../sync-server/config.ts';
import { openDatabase } from '../sync-server/db/database.ts';
import { startEmbeddedPostgres } from '../sync-server/db/embedded.ts';
import { serverUrl } from '../sync-server/db/roles.ts';
import { invariants } from '../sync-server/invariants/invariants.ts';
import { type Breach, checkLibrary } from '../sync-server/invariants/service.ts';
import { librariesNamed, type NamedLibrary } from './check-library/libraries.ts';

const say = (sentence: string) => process.stderr.write(`${sentence}\n`);

try {
  const config = readConfig(process.env);
  const embedded = config.DATABASE_URL ? undefined : await startEmbeddedPostgres({ folder: config.CARREL_DATA, say });
  try {
    process.exitCode = (await checkAll(config.DATABASE_URL ?? embedded?.url ?? '', process.argv.slice(2))) ? 0 : 1;
  } finally {
    await embedded?.stop();
  }
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  say(error instanceof ConfigError ? reason : `The library could not be checked: ${reason}`);
  process.exitCode = 2;
}

async function checkAll(ownerUrl: string, slugs: readonly string[]): Promise<boolean> {
  const libraries = await librariesNamed(ownerUrl, slugs);
  const database = openDatabase({ url: serverUrl(ownerUrl), max: 1, name: 'carrel-check-library' });
  try {
    let sound = true;
    for (const library of libraries) {
      const breaches = await checkLibrary(database, library.id);
      tell(library, breaches);
      sound &&= breaches.length === 0;
    }
    return sound;
  } finally {
    await database.close();
  }
}

function tell({ slug }: NamedLibrary, breaches: readonly Breach[]): void {
  console.log(`${slug}: ${invariants.length - breaches.length} of ${invariants.length} checks passed.`);
  for (const { number, sentence, offences } of breaches) {
    console.log(`  Invariant ${number} does not hold: ${sentence}`);
    for (const offence of offences) console.log(`    ${offence}`);
  }
}
