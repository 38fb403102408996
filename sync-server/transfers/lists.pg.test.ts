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
