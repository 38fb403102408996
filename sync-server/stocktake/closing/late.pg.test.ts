import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { counting, nth } from '../testing/counting.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
let people: ReturnType<typeof counting>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
  people = counting(server);
});
afterAll(() => server.close());
// A token lasts fifteen minutes.
beforeEach(() => server.clock.set('2026-03-10T10:00:00.000Z'));

const minutes = (n: number) => server.clock.advance({ minutes: n });
const statusOf = async (copy: { id: string }) => (await people.stateOf(copy.id)).status;

/** A count of one shelf whose only copy a desk has scanned, out of reach; it was closed without that scan. */
async function closedTooEarly() {
  const { scope, copies } = await people.aShelf(1);
  const copy = nth(copies, 0);
  const count = await people.openCount(scope);
  minutes(2);
  const offline = { barcode: copy.barcode, observedAt: server.clock.now().toISOString() };
  minutes(2);
  await people.close(count.id);
  minutes(2);
  return { copy, count, offline };
}

describe('a scan that arrives after the count was closed', () => {
  test('is kept, shown as late, and offered as found for what was marked missing', async () => {
    const { copy, count, offline } = await closedTooEarly();
    expect(await statusOf(copy)).toBe('missing');
    const { body } = await people.scan(count.id, [offline]);
    expect(body).toEqual({ state: 'closed', taken: 1, repeated: 0, late: 1 });
    expect((await people.get(`/stocktakes/${count.id}`)).body.counts).toMatchObject({ scanned: 0, late: 1 });
    expect(await people.differences(count.id)).toMatchObject([
      { barcode: copy.barcode, kind: 'lost', proposed: 'mark_found', seen: { late: true, at: offline.observedAt } },
    ]);
    expect(await statusOf(copy)).toBe('missing');
  });

  test('finds the copy when the manager says so, once', async () => {
    const { copy, count, offline } = await closedTooEarly();
    await people.scan(count.id, [offline]);
    const { status, body } = await people.settleLate(count.id);
    expect([status, body.state]).toEqual([200, 'closed']);
    expect(await statusOf(copy)).toBe('available');
    expect(await people.differences(count.id)).toEqual([]);
    await people.settleLate(count.id);
    expect(await desk.actionsOf(copy.id)).toEqual(['copy.changed', 'copy.moved']);
    const { body: report } = await people.get(`/stocktakes/${count.id}/report?late=true`);
    expect(report.data).toMatchObject([{ barcode: copy.barcode, kind: 'lost', action: 'mark_found', state: 'done' }]);
  });

  test('finds nothing that somebody has looked after since', async () => {
    const { copy, count, offline } = await closedTooEarly();
    await desk.patch(`/copies/${copy.barcode}`, { status: 'lost', reason: 'Written off' });
    await people.scan(count.id, [offline]);
    expect(await people.differences(count.id)).toEqual([]);
  });

  test('changes nothing of a count that it agrees with, nor of one that has it already', async () => {
    const { scope, copies } = await people.aShelf(1);
    const count = await people.openCount(scope);
    await people.scan(count.id, [nth(copies, 0).barcode]);
    await people.close(count.id);
    const again = await people.scan(count.id, [nth(copies, 0).barcode]);
    expect(again.body).toEqual({ state: 'closed', taken: 0, repeated: 1, late: 0 });
    expect(await people.differences(count.id)).toEqual([]);
  });

  test('is not settled while the count is still open', async () => {
    const count = await people.openCount((await people.aShelf(1)).scope);
    expect((await people.settleLate(count.id)).body).toMatchObject({
      code: 'STOCKTAKE_STATE',
      facts: { state: 'open' },
    });
  });
});

describe('two desks out of reach, one with a clock that is two hours wrong', () => {
  test.each([
    ['fast', 2],
    ['slow', -2],
  ])('%s: neither loses a copy, nor takes one for seen that was lent', async (_, hours) => {
    const { scope, copies } = await people.aShelf(3);
    const [lent, both, unseen] = [nth(copies, 0), nth(copies, 1), nth(copies, 2)];
    const count = await people.openCount(scope);
    minutes(1);
    const wrong = (at: Date) => new Date(at.getTime() + hours * 3_600_000).toISOString();
    const right = server.clock.now();
    minutes(1);
    await desk.lend(lent.barcode, (await server.library.aMember()).number);
    minutes(1);
    const scans = [lent, both].map(({ barcode }) => ({ barcode, observedAt: wrong(right) }));
    await people.scan(count.id, scans, { sentAt: wrong(server.clock.now()) });
    await people.scan(count.id, [{ barcode: both.barcode, observedAt: right.toISOString() }]);
    expect(await people.kinds(count.id)).toEqual({ [unseen.barcode]: 'missing' });
  });

  test('without a word of when it was sent: nothing is taken for seen after it arrived', async () => {
    const { scope, copies } = await people.aShelf(1);
    const count = await people.openCount(scope);
    const observedAt = new Date(server.clock.now().getTime() + 2 * 3_600_000).toISOString();
    await people.scan(count.id, [{ barcode: nth(copies, 0).barcode, observedAt }]);
    minutes(1);
    await desk.lend(nth(copies, 0).barcode, (await server.library.aMember()).number);
    expect(await people.kinds(count.id)).toEqual({});
  });
});

describe('the report', () => {
  test('says what was counted, what was done, and by whom', async () => {
    const { scope, copies } = await people.aShelf(4);
    const count = await people.openCount(scope);
    await people.scan(count.id, [nth(copies, 0).barcode, nth(copies, 1).barcode], {}, desk.librarian());
    minutes(3);
    await people.scan(count.id, [nth(copies, 2).barcode], {}, desk.librarian());
    await people.close(count.id);
    const { body } = await people.get(`/stocktakes/${count.id}/report`);
    expect(body.stocktake).toMatchObject({ state: 'closed', counts: { expected: 4, scanned: 3, seen: 3 } });
    expect(body.kinds).toEqual([{ kind: 'missing', action: 'mark_missing', state: 'done', count: 1 }]);
    expect(body.people).toMatchObject([
      { staffId: server.library.staff.librarian.id, name: expect.any(String), deskId: null, scanned: 3 },
    ]);
    expect(body.data).toMatchObject([{ barcode: nth(copies, 3).barcode, title: 'A Book', seenAt: null }]);
  });

  test('is a table for who asks for one', async () => {
    const { scope, barcodes } = await people.aShelf(2);
    const count = await people.openCount(scope);
    await people.close(count.id);
    const headers = { accept: 'text/csv' };
    const path = `/stocktakes/${count.id}/report`;
    const { text } = await server.call(people.manager, 'GET', path, undefined, { headers });
    expect(text.trim().split('\r\n').slice(1)).toEqual(
      barcodes.map((barcode) => expect.stringMatching(new RegExp(`^${barcode},A Book,Room \\d+,missing,`))),
    );
  });

  test('of all counts says how well the system agreed, count after count', async () => {
    const { library } = server;
    const { scope, barcodes } = await people.aShelf(4);
    for (const seen of [3, 4]) {
      const count = await people.openCount(scope);
      await people.scan(count.id, [...barcodes.slice(0, seen), `stray ${seen}`]);
      await people.close(count.id, { actions: [] });
      minutes(1);
    }
    const { body } = await people.get(`/reports/stocktake-accuracy?branchId=${library.branches.main.id}`);
    expect(body.data.slice(-2)).toMatchObject([
      { compared: 5, agreeing: 3, accuracy: 0.6 },
      { compared: 5, agreeing: 4, accuracy: 0.8 },
    ]);
  });
});
