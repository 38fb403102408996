import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { openLibraryAtWork } from './testing/library-at-work.ts';
import { guardsOf } from './testing/rights.ts';
import { allIsWellAfterwards, whatIsQueued, whatWillBeUndone } from './testing/stories.ts';
import { aFolder, noSystemPostgres, startSystemPostgres, systemPrograms } from './testing/system-postgres.ts';

// The commands are those of the README.

const run = promisify(execFile);

it('a library goes from a dump into a brand-new cluster with all its guards: desks notice, and what they had queued is done once', {
  timeout: 180_000,
}, async (context) => {
  const bin = await systemPrograms();
  if (!bin) {
    console.warn(`No dump was restored: ${noSystemPostgres}.`);
    return context.skip(noSystemPostgres);
  }
  const [first, second, folder] = await Promise.all([
    startSystemPostgres(bin, 'first_owner'),
    startSystemPostgres(bin, 'second_owner'),
    aFolder(),
  ]);
  await run(join(bin, 'psql'), ['-c', 'create database carrel', first.url('postgres')]);
  const atWork = await openLibraryAtWork(first.url('carrel'), folder);
  try {
    await atWork.lend(atWork.barcodes.returned);
    await atWork.lend(atWork.barcodes.queued);
    const dump = join(folder, 'carrel.dump');
    await run(join(bin, 'pg_dump'), ['-Fc', '-f', dump, first.url('carrel')]);
    const guards = await guardsOf(first.url('carrel'));
    await whatWillBeUndone(atWork);
    const cacheBefore = await whatIsQueued(atWork);

    const ownerUrl = second.url('carrel');
    const firstSteps = ['create role carrel_app', 'create database carrel'];
    for (const step of firstSteps) await run(join(bin, 'psql'), ['-c', step, second.url('postgres')]);
    await run(join(bin, 'pg_restore'), ['--no-owner', '--exit-on-error', '-d', ownerUrl, dump]);
    await atWork.server.start({ DATABASE_URL: ownerUrl });

    await allIsWellAfterwards(atWork, { ownerUrl, cacheBefore });
    expect(await guardsOf(ownerUrl)).toEqual(guards);
  } finally {
    await atWork.close();
    await Promise.all([first.remove(), second.remove(), rm(folder, { recursive: true })]);
  }
});
