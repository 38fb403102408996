import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../testing/desk.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

describe('the list of transfers', () => {
  test('shows what is to send, under way, to receive, and late after two days', async () => {
    const there = await server.library.aBranch();
    const [toSend, underWay] = [await server.library.aCopy(), await server.library.aCopy()];
    await desk.requestTransfer(toSend.barcode, there.id);
    const { body: second } = await desk.requestTransfer(underWay.barcode, there.id);
    await desk.ship(second.id);
    const list = async (choice: string, token = server.library.tokens.librarian) => {
      const { body } = await server.call({ token }, 'GET', `/transfers?toBranchId=${there.id}${choice}`);
      return body.data.map((row: { barcode: string; late: boolean }) => [row.barcode, row.late]);
    };
    expect(await list('&state=requested')).toEqual([[toSend.barcode, false]]);
    expect(await list('&state=shipped')).toEqual([[underWay.barcode, false]]);
    expect(await list('&late=true')).toEqual([]);
    server.clock.advance({ days: 2, minutes: 1 });
    const { token } = await server.library.signIn('librarian');
    expect(await list('&late=true', token)).toEqual([
      [toSend.barcode, true],
      [underWay.barcode, true],
    ]);
    server.clock.set('2026-03-10T10:00:00.000Z');
    await desk.receive(underWay.barcode, there.id);
    expect(await list('&state=received')).toEqual([[underWay.barcode, false]]);
  });
});

describe('the transfers of a branch', () => {
  let there: { id: string };
  let dune: { barcode: string };
  let emma: { barcode: string };
  let arrived: { barcode: string };
  beforeAll(async () => {
    server.clock.set('2026-03-10T10:00:00.000Z');
    there = await server.library.aBranch();
    const asked = [];
    for (const [title, shelf] of [
      ['Dune', 'FIC Z'],
      ['Emma', 'FIC A'],
      ['Dracula', 'FIC M'],
    ]) {
      const book = await server.library.aBook({ title });
      const copy = await server.library.aCopy({ bookId: book.id, shelf });
      const { body } = await desk.requestTransfer(copy.barcode, there.id);
      asked.push({ ...copy, transferId: String(body.id) });
      server.clock.advance({ minutes: 1 });
    }
    const [first, second, third] = asked;
    if (!first || !second || !third) throw new Error('three were asked for');
    [dune, emma, arrived] = [first, second, third];
    await server.db.owner.query('update transfers set expected_at = now() where id = $1', [second.transferId]);
    await desk.ship(third.transferId);
    await desk.receive(third.barcode, there.id);
  });

  const barcodesOf = async (choice: string) => {
    const { status, body } = await desk.get(`/transfers?toBranchId=${there.id}${choice}`);
    expect(status, body.detail).toBe(200);
    const barcodes: string[] = body.data.map((row: { barcode: string }) => row.barcode);
    expect(body.meta.total).toBe(barcodes.length);
    return barcodes;
  };

  test('are in the order in which they were asked for or are expected, from either end', async () => {
    const all = [dune, emma, arrived].map(({ barcode }) => barcode);
    expect(await barcodesOf('')).toEqual(all);
    expect(await barcodesOf('&sort=createdAt')).toEqual(all);
    expect(await barcodesOf('&sort=-requestedAt')).toEqual(all.toReversed());
    expect(await barcodesOf('&state=requested&sort=-createdAt')).toEqual([emma.barcode, dune.barcode]);
    const soonestFirst = [dune.barcode, emma.barcode];
    expect(await barcodesOf('&state=requested&sort=expectedAt')).toEqual(soonestFirst);
    expect(await barcodesOf('&state=requested&sort=-expectedAt')).toEqual(soonestFirst.toReversed());
  });

  test('that are to be sent go along the shelves, from either end, or as they were asked for', async () => {
    expect(await barcodesOf('&stage=to_send&sort=shelf')).toEqual([emma.barcode, dune.barcode]);
    expect(await barcodesOf('&stage=to_send&sort=-shelf')).toEqual([dune.barcode, emma.barcode]);
    expect(await barcodesOf('&stage=to_send&sort=createdAt')).toEqual([dune.barcode, emma.barcode]);
  });

  test('are found by barcode or title while they are open', async () => {
    expect(await barcodesOf('&query=dune')).toEqual([dune.barcode]);
    expect(await barcodesOf(`&query=${emma.barcode}`)).toEqual([emma.barcode]);
    expect(await barcodesOf('&stage=to_send&query=EMMA')).toEqual([emma.barcode]);
    expect(await barcodesOf('&query=dracula')).toEqual([]);
    const { status, body } = await desk.get(`/transfers?toBranchId=${there.id}&state=received&query=dracula`);
    expect([status, body.errors[0].path]).toEqual([400, 'query.query']);
  });

  test('cannot be sorted by what they have not, nor all there ever were by when they were expected', async () => {
    for (const sort of ['title', 'expectedAt']) {
      const { status, body } = await desk.get(`/transfers?sort=${sort}`);
      expect([status, body.errors[0].path]).toEqual([400, 'query.sort']);
    }
  });
});

describe('what is to send', () => {
  type Row = { barcode: string; shelf: string | null; copyStatus: string; box: { number: string } | null };

  test('asked for in the order of the shelves, then what lies ready; under way is what has left in a box', async () => {
    const [from, to] = [await server.library.aBranch(), await server.library.aBranch()];
    const at = { homeBranchId: from.id };
    const [late, early, ready, packed] = [
      await server.library.aCopy({ ...at, shelf: 'FIC Z' }),
      await server.library.aCopy({ ...at, shelf: 'FIC A' }),
      await server.library.aCopy({ homeBranchId: to.id, currentBranchId: from.id, shelf: 'BIO' }),
      await server.library.aCopy({ ...at, shelf: 'FIC B' }),
    ];
    for (const { barcode } of [late, early, packed]) await desk.requestTransfer(barcode, to.id);
    await desk.bringBack(ready.barcode, { branchId: from.id });
    const journey = { fromBranchId: from.id, toBranchId: to.id };
    const { body: box } = await server.call(desk.librarian(), 'POST', '/boxes', journey);
    await server.call(desk.librarian(), 'POST', `/boxes/${box.id}/copies`, { barcode: packed.barcode });
    const list = async (choice: string) =>
      (await desk.get(`/transfers?${choice}`)).body.data.map((row: Row) => [row.barcode, row.box?.number ?? null]);

    const toSend = `fromBranchId=${from.id}&stage=to_send`;
    const before = await list(toSend);
    expect(before.slice(0, 2)).toEqual([
      [early.barcode, null],
      [late.barcode, null],
    ]);
    expect(before.slice(2)).toContainEqual([ready.barcode, null]);
    expect(before.slice(2)).toContainEqual([packed.barcode, box.number]);
    expect(await list(`fromBranchId=${from.id}&stage=under_way`)).toEqual([]);

    await server.call(desk.librarian(), 'POST', `/boxes/${box.id}/send`);
    expect(await list(toSend)).toHaveLength(3);
    expect(await list(`fromBranchId=${from.id}&stage=under_way`)).toEqual([[packed.barcode, box.number]]);
    expect(await list(`toBranchId=${to.id}&state=shipped`)).toHaveLength(2);
    expect(await list(`branchId=${to.id}`)).toHaveLength(4);
  });
});
