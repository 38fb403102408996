import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { digits } from '../../testing/made.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

const relabel = (barcode: string, wanted: string) =>
  desk.patch(`/copies/${barcode}`, { barcode: wanted, reason: 'The label fell off' });

describe('a copy that gets a new label', () => {
  test('answers to it, is the same copy, and the audit tells both', async () => {
    const copy = await server.library.aCopy();
    const label = digits('3');
    const { status, body } = await relabel(copy.barcode, label);
    expect([status, body.id, body.barcode]).toEqual([200, copy.id, label]);
    const { rows } = await server.db.owner.query('select action, facts from audit where entity_id = $1', [copy.id]);
    expect(rows).toMatchObject([
      { action: 'copy.changed', facts: { barcodeBefore: copy.barcode, changed: { barcode: label } } },
    ]);
  });

  test('is not found by the old one any more, and that may go on another copy', async () => {
    const [copy, other] = [await server.library.aCopy(), await server.library.aCopy()];
    await relabel(copy.barcode, digits('3'));
    expect((await desk.get(`/copies/${copy.barcode}`)).body.code).toBe('COPY_NOT_FOUND');
    expect((await relabel(other.barcode, copy.barcode)).status).toBe(200);
  });

  test('keeps its loan, and is returned by the new label', async () => {
    const copy = await server.library.aCopy();
    const loan = await server.library.aLoan({ copyId: copy.id, memberId: server.library.member.id });
    const label = digits('3');
    await relabel(copy.barcode, label);
    const { body } = await desk.bringBack(label);
    expect(body).toMatchObject({ outcome: 'returned', loan: { id: loan.id } });
  });

  test('is refused a label that another copy has', async () => {
    const [copy, other] = [await server.library.aCopy(), await server.library.aCopy()];
    const { status, body } = await relabel(copy.barcode, other.barcode);
    expect([status, body.code]).toEqual([409, 'BARCODE_TAKEN']);
    expect((await desk.get(`/copies/${copy.barcode}`)).body.id).toBe(copy.id);
  });

  test('is news for the desks of its branch', async () => {
    const copy = await server.library.aCopy();
    const stamp = async () => {
      const { rows } = await server.db.owner.query('select stamp::text from changes where entity_id = $1', [copy.id]);
      return rows.map((row) => row.stamp);
    };
    const before = await stamp();
    await relabel(copy.barcode, digits('3'));
    expect(await stamp()).not.toEqual(before);
  });
});
