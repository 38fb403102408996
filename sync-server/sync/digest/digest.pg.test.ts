import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RangeDigest, RangeDigest as RangeDigestSchema } from '#shared/contract/sync.ts';
import { reading } from '../../db/transaction.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { feedReader } from '../testing/feed-reader.ts';
import { openTransaction } from '../testing/open-transaction.ts';
import { digestOf } from './service.ts';

let server: TestServer;
let copies: { id: string; bookId: string }[];
beforeAll(async () => {
  server = await buildTestServer();
  const { library } = server;
  copies = [];
  for (let n = 0; n < 6; n++) copies.push(await library.aCopy({ shelf: `“F” ${n}\t` }));
  await library.aCopy({ homeBranchId: library.branches.harbour.id });
});
afterAll(() => server.close());

let cursor: string;
beforeEach(async () => {
  cursor = (await desk().snapshot()).head.cursor;
});

const main = () => server.library.branches.main.id;
const desk = () => feedReader(server, { deskKey: server.library.deskKey }, main());
const sql = (text: string, values: unknown[] = []) => server.db.owner.query(text, values);

async function digestFrom(after?: string): Promise<RangeDigest> {
  const query = `cursor=${cursor}${after ? `&after=${after}` : ''}`;
  const { body } = await server.call(
    { deskKey: server.library.deskKey },
    'GET',
    `/sync/branches/${main()}/digest?${query}`,
  );
  return RangeDigestSchema.parse(body);
}

function copy(n: number) {
  const found = copies[n];
  if (!found) throw new Error(`There is no copy ${n}.`);
  return found;
}

/** Some copies of a snapshot as the contract wants them hashed. */
async function hashOf(wanted: (id: string) => boolean = () => true) {
  const snapshot = await desk().snapshot();
  const books = new Map(snapshot.books.map((book) => [book.id, book]));
  const held = snapshot.copies.filter(({ id }) => wanted(id));
  const lines = held.map((each) => `${JSON.stringify({ copy: each })}\n${line({ book: books.get(each.bookId) })}`);
  return { copies: held.length, hash: createHash('sha256').update(lines.join('')).digest('hex') };
}
const line = (value: object) => `${JSON.stringify(value)}\n`;

describe('the digest of a branch', () => {
  it('is that of the lines of its snapshot', async () => {
    const { held, upTo, newer } = await digestFrom();
    expect(held).toEqual(await hashOf());
    expect({ copies: held?.copies, upTo, newer }).toEqual({ copies: 6, upTo: null, newer: [] });
  });

  it('goes on behind a copy', async () => {
    const { held } = await digestFrom(copy(3).id);
    expect(held).toEqual(await hashOf((id) => id > copy(3).id));
  });

  it('comes in ranges, the last of them without an end', async () => {
    const { database } = server.db;
    const context = {
      tenantId: server.library.tenantId,
      actor: { kind: 'job', id: null },
      requestId: 'ranges',
    } as const;
    const rangeBehind = (after?: string) =>
      reading(database, context, (tx) => digestOf(tx, { branchId: main(), cursor, after, rowsPerRange: 3 }));
    const first = await rangeBehind();
    expect(first).toMatchObject({ upTo: copy(2).id, held: await hashOf((id) => id <= copy(2).id) });
    const second = await rangeBehind(copy(2).id);
    expect(second).toMatchObject({ upTo: copy(5).id, held: await hashOf((id) => id > copy(2).id) });
    expect(await rangeBehind(copy(5).id)).toMatchObject({ upTo: null, held: { copies: 0 } });
  });

  it('names what has changed behind the cursor, and leaves it out', async () => {
    await sql(`update copies set shelf = 'moved' where id = $1`, [copy(1).id]);
    await sql(`update books set title = 'Corrected' where id = $1`, [copy(4).bookId]);
    const { held, newer } = await digestFrom();
    expect(newer.toSorted()).toEqual([copy(1).id, copy(4).bookId].toSorted());
    expect(held).toEqual(await hashOf((id) => id !== copy(1).id && id !== copy(4).id));
  });

  it('names also what cannot be handed out yet, because an older transaction is still writing', async () => {
    const older = await openTransaction(server.db.owner);
    await older.query('select pg_current_xact_id()', []);
    await sql(`update copies set shelf = 'above the bound' where id = $1`, [copy(2).id]);
    expect((await digestFrom()).newer).toEqual([copy(2).id]);
    await older.commit();
  });

  it('is none while very much has changed behind the cursor', async () => {
    await sql(
      `insert into copies (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id)
       select $1, gen_random_uuid(), $2, 'many' || n, $3, $3 from generate_series(1, 501) n`,
      [server.library.tenantId, copy(0).bookId, server.library.branches.harbour.id],
    );
    expect((await digestFrom()).held).not.toBeNull();
    await sql(`update copies set current_branch_id = $1 where barcode like 'many%'`, [main()]);
    expect(await digestFrom()).toMatchObject({ held: null, upTo: null, newer: [] });
    await sql(`delete from copies where barcode like 'many%'`);
  });

  it('is refused for a cursor of another feed', async () => {
    cursor = 'zzz';
    const { body } = await server.call(
      { deskKey: server.library.deskKey },
      'GET',
      `/sync/branches/${main()}/digest?cursor=${cursor}`,
    );
    expect(body.code).toBe('BAD_CURSOR');
  });
});

describe('a desk that found its cache to be wrong', () => {
  const drift = { kind: 'rows', after: null, upTo: null, copiesHere: 5, copiesThere: 6 };
  const report = (key: string, body: object = drift, branchId = main()) =>
    server.call({ deskKey: server.library.deskKey }, 'POST', `/sync/branches/${branchId}/drift`, body, {
      headers: { 'idempotency-key': key },
    });
  const counted = async () =>
    Number(/^carrel_desk_drift_total (\d+)$/m.exec((await server.app.inject('/metrics')).body)?.[1]);

  it('is counted, once for each report however often it is sent', async () => {
    expect(await counted()).toBe(0);
    expect((await report('one')).status).toBe(204);
    expect((await report('one')).status).toBe(204);
    expect(await counted()).toBe(1);
    expect((await report('two', { kind: 'stray_books', books: 2 })).status).toBe(204);
    expect(await counted()).toBe(2);
  });

  it('cannot speak for another branch, nor in other words', async () => {
    const before = await counted();
    expect((await report('three', drift, server.library.branches.harbour.id)).status).toBe(403);
    expect((await report('four', { ...drift, title: 'Ulysses' })).status).toBe(400);
    expect(await counted()).toBe(before);
  });
});
