// `npm run check-library`: whether all that must be true of each library in the database is true. It only reads, each
// check in a short statement of its own, so that it may be run while the library is open.
//   npm run check-library -- springfield       only this library
//   npm run check-library -- --desk <file>     a desk's cache instead, and the outbox beside it, against the database
//   DATABASE_URL=postgres://…                  of that database (default: the embedded one, as `npm run server` takes it)
import { parseArgs } from 'node:util';
import { type Database, openDatabase } from '../sync-server/db/database.ts';
import { serverUrl } from '../sync-server/db/roles.ts';
import { invariants } from '../sync-server/invariants/invariants.ts';
import { type Breach, checkLibrary } from '../sync-server/invariants/service.ts';
import { checkDesk } from './check-library/desk/check-desk.ts';
import { librariesNamed, type NamedLibrary } from './check-library/libraries.ts';
import { withOwnersDatabase } from './owner-database.ts';

await withOwnersDatabase('The library could not be checked', async (ownerUrl) => {
  const asked = parseArgs({ allowPositionals: true, options: { desk: { type: 'string' } } });
  const libraries = await librariesNamed(ownerUrl, asked.positionals);
  const isSound = await inDatabase(ownerUrl, (database) =>
    asked.values.desk ? checkFile(database, libraries, asked.values.desk) : checkAll(database, libraries),
  );
  process.exitCode = isSound ? 0 : 1;
});

async function inDatabase(ownerUrl: string, work: (database: Database) => Promise<boolean>): Promise<boolean> {
  const database = openDatabase({ url: serverUrl(ownerUrl), max: 1, name: 'carrel-check-library' });
  try {
    return await work(database);
  } catch (error) {
    // SQLSTATE 28P01: the owner was let in, but the server's role has no password yet, as after a dump was restored.
    if (!(error instanceof Error && 'code' in error && error.code === '28P01')) throw error;
    throw new Error('no server has worked on this database with this DATABASE_URL yet. Start one, then check.');
  } finally {
    await database.close();
  }
}

async function checkFile(database: Database, libraries: readonly NamedLibrary[], file: string): Promise<boolean> {
  const { isSound, lines } = await checkDesk(database, libraries, file);
  for (const line of lines) console.log(line);
  return isSound;
}

async function checkAll(database: Database, libraries: readonly NamedLibrary[]): Promise<boolean> {
  let isSound = true;
  for (const library of libraries) {
    const breaches = await checkLibrary(database, library.id);
    tell(library, breaches);
    isSound &&= breaches.length === 0;
  }
  return isSound;
}

function tell({ slug }: NamedLibrary, breaches: readonly Breach[]): void {
  console.log(`${slug}: ${invariants.length - breaches.length} of ${invariants.length} checks passed.`);
  for (const { number, sentence, offences } of breaches) {
    console.log(`  Invariant ${number} does not hold: ${sentence}`);
    for (const offence of offences) console.log(`    ${offence}`);
  }
}
