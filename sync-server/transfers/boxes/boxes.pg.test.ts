import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskOf } from '../../testing/desk.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  server = await buildTestServer();
  desk = deskOf(server);
});
afterAll(() => server.close());

const post = (path: string, body: object = {}) => server.call(desk.librarian(), 'POST', path, body);
const open = async () => {
  const { body } = await post('/boxes', { fromBranchId: desk.main(), toBranchId: desk.harbour() });
  return body;
};
const pack = (box: string, barcode: string, more: object = {}) => post(`/boxes/${box}/copies`, { barcode, ...more });
const send = (box: string) => post(`/boxes/${box}/send`);
const close = (box: string) => post(`/boxes/${box}/close`);
const read = (box: string) => desk.get(`/boxes/${box}`);

/** A copy of main that the harbour has asked for. */
async function anAskedFor() {
  const copy = await server.library.aCopy();
  const { body } = await desk.requestTransfer(copy.barcode, desk.harbour());
  return { ...copy, transferId: String(body.id) };
}

/** A box that has left with so many copies. */
async function aSentBox(copies = 1) {
  const box = await open();
  const packed = [];
  for (let n = 0; n < copies; n++) {
    const copy = await anAskedFor();
    await pack(box.id, copy.barcode);
    packed.push(copy);
  }
  await send(box.id);
  return { box, packed };
}

test('a copy that went into maintenance since it was asked for is sent neither by hand nor in a box', async () => {
  const [copy, box] = [await anAskedFor(), await open()];
  await desk.patch(`/copies/${copy.barcode}`, { status: 'maintenance', reason: 'The spine is broken' });
  for (const { status, body } of [await desk.ship(copy.transferId), await pack(box.id, copy.barcode)]) {
    expect([status, body.code, body.facts]).toEqual([409, 'COPY_STATE', { from: 'maintenance', to: 'in_transit' }]);
  }
  expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'maintenance' });
});

describe('a box', () => {
  test('gets the library’s next number', async () => {
    const [first, second] = [await open(), await open()];
    expect(first).toMatchObject({ state: 'packing', copies: 0, number: expect.stringMatching(/^BOX-1\d\d\d$/) });
    expect(Number(second.number.slice(4))).toBe(Number(first.number.slice(4)) + 1);
    expect(await desk.actionsOf(first.id)).toEqual(['box.opened']);
  });

  test('goes to another branch of this library', async () => {
    const there = (toBranchId: string) => post('/boxes', { fromBranchId: desk.main(), toBranchId });
    expect((await there(desk.main())).body).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect((await there(desk.main().toUpperCase())).body).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect((await there('0190a0a0-0000-7000-8000-000000000000')).body).toMatchObject({ code: 'BRANCH_NOT_FOUND' });
  });

  test('is found by its number, in whatever case it was read', async () => {
    const box = await open();
    expect((await read(box.number.toLowerCase())).body.box.id).toBe(box.id);
    expect((await read('BOX-999999')).body.code).toBe('BOX_NOT_FOUND');
  });
});

describe('a copy is packed', () => {
  test('that was asked for: shipped, with one event', async () => {
    const box = await open();
    const copy = await anAskedFor();
    const { status, body } = await pack(box.number, copy.barcode);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      alreadyPacked: false,
      movedFrom: null,
      box: { copies: 1 },
      copy: { state: 'shipped' },
    });
    expect(await desk.rowOf('transfers', copy.transferId)).toMatchObject({ state: 'shipped', box_id: box.id });
    expect(await desk.rowOf('copies', copy.id)).toMatchObject({ status: 'in_transit' });
    expect(await desk.actionsOf(copy.transferId)).toEqual(['transfer.requested', 'transfer.shipped']);
    expect(await desk.actionsOf(copy.id)).toEqual([]);
  });

  test('that lies in the crate since its return', async () => {
    const box = await open();
    const copy = await server.library.aCopy({ homeBranchId: desk.harbour(), currentBranchId: desk.main() });
    const { body } = await desk.bringBack(copy.barcode);
    expect((await pack(box.id, copy.barcode)).body).toMatchObject({ copy: { transferId: body.transfer.id } });
    expect(await desk.actionsOf(body.transfer.id)).toEqual(['transfer.shipped', 'transfer.boxed']);
  });

  test('twice: the second time it was packed already, and nothing is written', async () => {
    const box = await open();
    const copy = await anAskedFor();
    await pack(box.id, copy.barcode);
    const again = await pack(box.id, copy.barcode);
    expect([again.status, again.body.alreadyPacked, again.body.box.copies]).toEqual([200, true, 1]);
    expect(await desk.actionsOf(copy.transferId)).toHaveLength(2);
  });

  test('into another box than before: it is in the one where it was scanned last', async () => {
    const [first, second] = [await open(), await open()];
    const copy = await anAskedFor();
    await pack(first.id, copy.barcode);
    expect((await pack(second.id, copy.barcode)).body.movedFrom).toBe(first.number);
    expect((await read(first.id)).body).toMatchObject({ box: { copies: 0 }, copies: [] });
  });

  test('that nobody asked for: refused, and sent all the same if that is wanted', async () => {
    const box = await open();
    const copy = await server.library.aCopy();
    expect((await pack(box.id, copy.barcode)).body.code).toBe('NO_TRANSFER');
    const { body } = await pack(box.id, copy.barcode, { request: true });
    expect(await desk.rowOf('transfers', body.copy.transferId)).toMatchObject({
      state: 'shipped',
      reason: 'rebalance',
      box_id: box.id,
    });
  });

  test('that somebody waits for: refused; Return gives it to him', async () => {
    const box = await open();
    const copy = await anAskedFor();
    const hold = await desk.aWaiting(copy.bookId);
    expect((await pack(box.id, copy.barcode)).body.code).toBe('WAITED_FOR');
    expect((await desk.bringBack(copy.barcode)).body.hold.id).toBe(hold.id);
  });

  test('and taken out again: it lies ready for another box', async () => {
    const box = await open();
    const copy = await anAskedFor();
    await pack(box.id, copy.barcode);
    const takeOut = () => server.call(desk.librarian(), 'DELETE', `/boxes/${box.number}/copies/${copy.barcode}`);
    expect((await takeOut()).body).toMatchObject({ id: box.id, copies: 0 });
    expect((await takeOut()).body.code).toBe('NOT_IN_BOX');
    expect(await desk.rowOf('transfers', copy.transferId)).toMatchObject({ state: 'shipped', box_id: null });
  });
});

describe('a box leaves', () => {
  test('with the list of what is in it, once', async () => {
    const box = await open();
    expect((await send(box.id)).body.code).toBe('BOX_EMPTY');
    const copy = await anAskedFor();
    await pack(box.id, copy.barcode);
    const { status, body } = await send(box.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ box: { state: 'sent' }, copies: [{ barcode: copy.barcode, state: 'shipped' }] });
    expect((await send(box.id)).body.code).toBe('BOX_STATE');
    expect((await pack(box.id, (await anAskedFor()).barcode)).body.code).toBe('BOX_STATE');
    expect(await desk.actionsOf(box.id)).toEqual(['box.opened', 'box.sent']);
  });
});

describe('a box is unpacked', () => {
  test('everything has come out of it', async () => {
    const { box, packed } = await aSentBox(2);
    for (const { barcode } of packed) await desk.receive(barcode, desk.harbour());
    expect((await read(box.number)).body.box).toMatchObject({ copies: 2, arrived: 2 });
    expect((await close(box.number)).body).toMatchObject({ box: { state: 'received' }, missing: [] });
    expect((await close(box.number)).body.code).toBe('BOX_STATE');
  });

  test('what is missing from it is said, stays under way, and is late from now on', async () => {
    const { box, packed } = await aSentBox(2);
    const [arrived, missing] = packed;
    await desk.receive(arrived?.barcode ?? '', desk.harbour());
    const { body } = await close(box.number);
    expect(body.missing).toMatchObject([{ barcode: missing?.barcode, state: 'shipped' }]);
    expect(await desk.rowOf('transfers', missing?.transferId ?? '')).toMatchObject({ state: 'shipped' });
    const late = await desk.get('/transfers?late=true&limit=100');
    const row = late.body.data.find(({ barcode }: { barcode: string }) => barcode === missing?.barcode);
    expect(row).toMatchObject({ late: true, box: { number: box.number, state: 'received' } });
    expect(late.body.data.map(({ barcode }: { barcode: string }) => barcode)).not.toContain(arrived?.barcode);
  });

  test('what was left behind is packed into the next box', async () => {
    const { box, packed } = await aSentBox();
    await close(box.number);
    const next = await open();
    expect((await pack(next.id, packed[0]?.barcode ?? '')).body.movedFrom).toBe(box.number);
  });

  test('one that was opened at the wrong branch: its copies are sent on, and are not missing', async () => {
    const { box, packed } = await aSentBox();
    const wrong = await server.library.aBranch();
    await desk.receive(packed[0]?.barcode ?? '', wrong.id);
    expect((await close(box.number)).body.missing).toEqual([]);
  });
});

describe('many desks at once', () => {
  test('ten open a box: ten numbers', async () => {
    const numbers = (await Promise.all(Array.from({ length: 10 }, open))).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(10);
  });

  test('two pack one copy into two boxes: it is in one of them', async () => {
    const boxes = [await open(), await open()];
    const copy = await anAskedFor();
    const answers = await Promise.all(boxes.map(({ id }) => pack(id, copy.barcode)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const contents = await Promise.all(boxes.map(async ({ id }) => (await read(id)).body.copies.length));
    expect(contents.toSorted()).toEqual([0, 1]);
  });

  test('a box leaves while copies are packed: what is on its list is in it, and nothing else', async () => {
    for (let round = 0; round < 5; round++) {
      const box = await open();
      const copies = await Promise.all(Array.from({ length: 5 }, anAskedFor));
      await pack(box.id, copies[0]?.barcode ?? '');
      const [sent, ...packed] = await Promise.all([
        send(box.id),
        ...copies.slice(1).map(({ barcode }) => pack(box.id, barcode)),
      ]);
      const inTime = packed.filter(({ status }) => status === 200).length;
      expect(sent.body.copies).toHaveLength(1 + inTime);
      expect((await read(box.id)).body.copies).toHaveLength(1 + inTime);
    }
  });

  test('two desks unpack one box: each copy is received once', async () => {
    const { box, packed } = await aSentBox(4);
    const both = packed.flatMap(({ barcode }) => [barcode, barcode]);
    await Promise.all(both.map((barcode) => desk.receive(barcode, desk.harbour())));
    expect((await read(box.id)).body.box.arrived).toBe(4);
    for (const { transferId } of packed) {
      expect(await desk.actionsOf(transferId)).toEqual(['transfer.requested', 'transfer.shipped', 'transfer.received']);
    }
  });
});

test('another library’s box is not there', async () => {
  const stranger = await server.anotherLibrary();
  const box = await open();
  for (const name of [box.id, box.number]) {
    const { status, body } = await server.call({ token: stranger.tokens.librarian }, 'GET', `/boxes/${name}`);
    expect([status, body.code]).toEqual([404, 'BOX_NOT_FOUND']);
  }
});
