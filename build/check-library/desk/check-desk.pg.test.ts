import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { TestWindow } from '../../../electron/core/testing/test-window.ts';
import { feedStart, readCursor, writeCursor } from '../../../sync-server/sync/cursor.ts';
import { testPassword } from '../../../sync-server/testing/made.ts';
import { buildTestServer, type TestServer } from '../../../sync-server/testing/server.ts';
import { checkDesk } from './check-desk.ts';
import { aDeskOf, byHand, type DeskFiles, filesOf } from './testing/desk-files.ts';

let server: TestServer;
let desk: TestWindow;
let copies: { id: string; bookId: string; barcode: string }[];
beforeAll(async () => {
  server = await buildTestServer();
  server.clock.set(new Date().toISOString());
  copies = [];
  for (let n = 0; n < 30; n++) copies.push(await server.library.aCopy({ shelf: `F ${n}` }));
  desk = await aDeskOf(server);
}, 60_000);
afterAll(async () => {
  await desk.discard();
  await server.close();
});

const sql = (text: string, values: unknown[] = []) => server.db.owner.query(text, values);
const check = (path: string) =>
  checkDesk(server.db.database, [{ id: server.library.tenantId, slug: server.library.slug }], path);
const copy = (n: number) => {
  const found = copies[n];
  if (!found) throw new Error(`There is no copy ${n}.`);
  return found;
};

/** The file that the desk has open. */
const running = (cache: string, folder: string) => cache.replace(folder, desk.folder);

/** A copy of the desk’s files, as they are once it has caught up, which a test may break. */
async function settledFiles(): Promise<DeskFiles> {
  for (let tries = 0; tries < 100; tries++) {
    const files = filesOf(desk.folder);
    const { lines } = await check(files.cache);
    if (lines.some((line) => line.startsWith('0 rows have changed'))) {
      onTestFinished(files.remove);
      return files;
    }
    files.remove();
    await pause(50);
  }
  throw new Error('The desk does not catch up.');
}

async function linesAfter(broken: readonly string[]): Promise<string[]> {
  const { cache } = await settledFiles();
  byHand(cache, broken);
  const { isSound, lines } = await check(cache);
  expect(isSound).toBe(false);
  return lines;
}

describe('a desk’s cache that is as it should be', () => {
  it('is said to be so, with how much is in it', async () => {
    const { isSound, lines } = await check((await settledFiles()).cache);
    expect(lines.join('\n')).toMatch(/30 books and 30 copies, as of 20\d\d-/);
    expect(lines).toContain('Everything else in it is as the server has it.');
    expect(isSound).toBe(true);
  });

  it('may lack what the server changed since, and it is said how much that is', async () => {
    const { cache } = await settledFiles();
    await sql(`update copies set shelf = 'moved' where id = $1`, [copy(1).id]);
    await sql('update copies set home_branch_id = $2, current_branch_id = $2 where id = $1', [
      copy(2).id,
      server.library.branches.harbour.id,
    ]);
    await sql(`update books set title = 'Corrected' where id = $1`, [copy(3).bookId]);
    copies.push(await server.library.aCopy());
    const { isSound, lines } = await check(cache);
    expect(lines).toContain('4 rows have changed at the server since; the desk may not have heard of them yet.');
    expect(isSound).toBe(true);
  });

  it('is never said to be wrong while the desk follows a server at which everything changes', async () => {
    const { cache, folder } = await settledFiles();
    let isOver = false;
    const changing = (async () => {
      for (let n = 0; !isOver; n++) {
        await sql(`update copies set shelf = 'S ' || $2 where id = $1`, [copy(n % 20).id, n]);
        if (n % 3 === 0) await sql(`update books set publisher = 'P ' || $2 where id = $1`, [copy(n % 20).bookId, n]);
        if (n % 5 === 0) copies.push(await server.library.aCopy());
      }
    })();
    const reports = [];
    for (let n = 0; n < 25; n++) reports.push(await check(running(cache, folder)));
    isOver = true;
    await changing;
    expect(reports.flatMap(({ isSound, lines }) => (isSound ? [] : lines))).toEqual([]);
  }, 60_000);

  it('is not touched by being looked at, and neither is the folder of its desk', async () => {
    const { cache, folder } = await settledFiles();
    const state = () =>
      [folder, dirname(cache)].flatMap((dir) =>
        readdirSync(dir, { withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ name }) => [
            name,
            createHash('sha256')
              .update(readFileSync(join(dir, name)))
              .digest('hex'),
          ]),
      );
    const before = state();
    await check(cache);
    expect(state()).toEqual(before);
  });
});

describe('a cache that is silently wrong is found out:', () => {
  it('a copy is not as the server has it', async () => {
    const { id, barcode } = copy(5);
    const lines = await linesAfter([`UPDATE copies SET status = 'missing', shelf = NULL WHERE id = '${id}'`]);
    expect(lines).toContain('  1 row is not as the server has had them all along:');
    expect(lines.join('\n')).toMatch(
      new RegExp(`Copy ${barcode}: status is "missing" here and "available" at the server. shelf is null here`),
    );
  });

  it('copies are missing, and no more of them are told than anybody reads', async () => {
    const lines = await linesAfter(['DELETE FROM copies WHERE id IN (SELECT id FROM copies LIMIT 25)']);
    expect(lines).toContain('  25 rows are missing:');
    expect(lines.filter((line) => /^ {4}Copy \d{14}$/.test(line))).toHaveLength(20);
    expect(lines).toContain('    … and 5 more.');
  });

  it('a copy is there that is of another branch', async () => {
    const lines = await linesAfter([
      `INSERT INTO copies SELECT '0199a8e0-0000-7000-8000-000000000000', book_id, '39999999999999', home_branch_id,
         current_branch_id, status, shelf, item_type, condition, due_at FROM copies LIMIT 1`,
    ]);
    expect(lines).toContain('  1 row is not of this branch any more:');
    expect(lines).toContain('    Copy 39999999999999');
  });

  it('a book is not as the server has it', async () => {
    const lines = await linesAfter([`UPDATE books SET publisher = 'Nobody' WHERE id = '${copy(6).bookId}'`]);
    expect(lines.join('\n')).toContain(`Book ${copy(6).bookId} (A Book): publisher is "Nobody" here`);
  });

  it('a book is missing whose copy is there', async () => {
    const lines = await linesAfter([`DELETE FROM books WHERE id = '${copy(7).bookId}'`]);
    expect(lines).toContain(`    Book ${copy(7).bookId} (A Book)`);
  });

  it('a book is there of which the branch has no copy', async () => {
    const id = '0199a8e0-0000-7000-8000-000000000000';
    const lines = await linesAfter([
      `INSERT INTO books (id, title, sort_title, authors, subjects) VALUES ('${id}', 'Gone', 'gone', '[]', '[]')`,
    ]);
    expect(lines).toContain(`    Book ${id} (Gone)`);
  });

  it('a book is there that no search finds', async () => {
    const { bookId } = copy(8);
    const lines = await linesAfter([
      `DELETE FROM book_words WHERE rowid = (SELECT key FROM books WHERE id = '${bookId}')`,
    ]);
    expect(lines).toContain('  1 row is not found by searching:');
    expect(lines).toContain(`    Book ${bookId}`);
  });

  it('a copy has a state that there is not', async () => {
    const lines = await linesAfter([`UPDATE copies SET status = 'eaten' WHERE id = '${copy(9).id}'`]);
    expect(lines).toContain('  1 row is not readable:');
    expect(lines).toContain(`    Copy ${copy(9).barcode}`);
  });

  it('the server changed a copy behind the feed’s back', async () => {
    const { cache } = await settledFiles();
    await sql('alter table copies disable trigger copies_stamp_update');
    await sql(`update copies set shelf = 'never told' where id = $1`, [copy(10).id]);
    await sql('alter table copies enable trigger copies_stamp_update');
    const { isSound, lines } = await check(cache);
    expect(lines.join('\n')).toContain(`Copy ${copy(10).barcode}: shelf is `);
    expect(isSound).toBe(false);
    await sql(`update copies set shelf = 'told' where id = $1`, [copy(10).id]);
  });

  it('a copy differs whose stamp a restored dump brought along from a cluster that was older', async () => {
    const { cache } = await settledFiles();
    await sql(`update changes set stamp = '99999999999' where entity_id = $1`, [copy(14).id]);
    byHand(cache, [`UPDATE copies SET shelf = NULL WHERE id = '${copy(14).id}'`]);
    const { isSound, lines } = await check(cache);
    expect(lines.join('\n')).toContain(`Copy ${copy(14).barcode}: shelf is null here`);
    expect(isSound).toBe(false);
  });
});

describe('a file that cannot be compared is said to be', () => {
  const setMeta = (name: string, value: string) => [`UPDATE meta SET value = '${value}' WHERE name = '${name}'`];
  const cursorAt = (epoch: string, stamp: string) => setMeta('cursor', writeCursor(epoch, { ...feedStart, stamp }));

  it.each([
    ['of another feed', () => cursorAt('other', '5'), /restored or moved since/],
    [
      'of a protocol that this server does not speak',
      () => setMeta('cursor', 'WzksImUiXQ'),
      /another version of the feed/,
    ],
    ['without a cursor that could be read', () => setMeta('cursor', 'zzz'), /Nothing can be compared/],
    ['of another library', () => setMeta('tenant', 'elsewhere'), /library “elsewhere”, which is not in this database/],
    ['of a branch that is not there', () => setMeta('branchId', crypto.randomUUID()), /Nothing can be compared/],
    ['empty', () => [`DELETE FROM meta WHERE name = 'cursor'`], /Nothing was ever loaded/],
    [
      'still being loaded',
      () => [
        `INSERT INTO meta VALUES ('load', '{"stage":"rows","counts":{"books":9,"copies":9},"done":7,"after":null,"wordsUpTo":0}')`,
      ],
      /still being loaded \(7 of 18 rows\)/,
    ],
    ['of a newer Carrel', () => ['PRAGMA user_version = 99'], /newer Carrel \(version 99, this program knows/],
    ['of an older Carrel', () => ['PRAGMA user_version = 0'], /older Carrel/],
    ['another program’s', () => ['PRAGMA application_id = 7'], /no cache file of a desk/],
  ])('%s', async (_, broken, words) => {
    expect((await linesAfter(broken()))[0]).toMatch(words);
  });

  it('ahead of the database', async () => {
    const { cache } = await settledFiles();
    const { rows } = await sql('select current_feed_epoch() as epoch');
    byHand(cache, cursorAt(rows[0].epoch, '999999999999'));
    expect((await check(cache)).lines[0]).toMatch(/put back to an earlier day/);
    expect(() => readCursor('WzksImUiXQ')).toThrow();
  });

  it.each([
    ['damaged in the middle', (bytes: Buffer) => bytes.fill(0xa5, 9000, 14_000)],
    ['no database at all', () => Buffer.from('This is no database.'.repeat(500))],
    ['cut off', (bytes: Buffer) => bytes.subarray(0, 20_000)],
  ])('%s', async (_, harm) => {
    const { cache } = await settledFiles();
    byHand(cache, ['PRAGMA wal_checkpoint(TRUNCATE)', 'PRAGMA journal_mode = DELETE']);
    writeFileSync(cache, harm(readFileSync(cache)));
    const { isSound, lines } = await check(cache);
    expect(lines[0]).toMatch(/The cache file is damaged \(.+\)\. The desk sets it aside/);
    expect(isSound).toBe(false);
  });

  it('not there', async () => {
    const { isSound, lines } = await check('/nowhere/cache-1.sqlite');
    expect(lines[0]).toBe('There is no cache file /nowhere/cache-1.sqlite.');
    expect(isSound).toBe(false);
  });
});

describe('the outbox beside a cache', () => {
  let files: DeskFiles;
  beforeAll(async () => {
    const { admin } = server.library.staff;
    await desk.call('session.signIn', { number: admin.number, password: testPassword });
    await server.app.close();
    await desk.until(({ connection }) => connection.kind === 'offline', 30_000);
    for (const n of [11, 12, 13]) await desk.call('loans.return', { barcode: copy(n).barcode });
    files = filesOf(desk.folder);
  }, 60_000);
  afterAll(() => files.remove());

  const outboxLines = async () => (await check(files.cache)).lines.filter((line) => /utbox|entries/.test(line));

  it('is looked into while the desk has it open, and what is queued is told', async () => {
    const { isSound, lines } = await check(running(files.cache, files.folder));
    expect(lines.join('\n')).toMatch(/Outbox: 3 scans wait to be sent, the oldest since 20\d\d-/);
    expect(isSound).toBe(true);
  });

  it('is said to have entries that can no longer be read', async () => {
    byHand(files.outbox, [`UPDATE observation SET order_json = '{"barc' WHERE sequence = 2`]);
    expect(await outboxLines()).toContainEqual(
      '1 of its entries can no longer be read (number 2): see Attention at the desk.',
    );
    expect((await check(files.cache)).isSound).toBe(false);
  });

  it('is said to be of a newer Carrel, damaged, or not there', async () => {
    byHand(files.outbox, ['PRAGMA user_version = 99']);
    expect((await outboxLines())[0]).toMatch(/written by a newer Carrel/);
    writeFileSync(files.outbox, 'no database');
    rmSync(`${files.outbox}-wal`, { force: true });
    expect((await outboxLines())[0]).toMatch(/The outbox file is damaged/);
    rmSync(files.outbox);
    expect(await outboxLines()).toEqual(['There is no outbox beside it.']);
  });
});
