import { describe, expect, it } from 'vitest';
import { exampleBox } from '../../testing/box-calls.ts';
import { bookOf } from '../../testing/example-library.ts';
import { cardNumber, copyBarcode, hillBranch, mainBranch } from '../../testing/example-records.ts';
import { startTestDesk } from '../../testing/test-desk.ts';
import { exampleTransfer } from '../../testing/transfer-calls.ts';
import { wordsOfReturn } from '../returns/return-words.ts';
import { wordsOfPacking } from './pack-words.ts';

type Changes = Parameters<typeof exampleTransfer>[3];

async function atTransfers() {
  const started = await startTestDesk();
  const { desk, host, settle } = started;
  desk.open('transfers');
  await desk.tasks.transfers.open();
  await settle();
  /** The n-th copy of the example library has a journey. */
  const journey = (n: number, changes: Changes = {}) => {
    const copy = host.library.copies.find(({ barcode }) => barcode === copyBarcode(n));
    if (!copy) throw new Error(`There is no copy ${n}.`);
    host.library.transfers.push(exampleTransfer(n, bookOf(host.library, copy), copy.barcode, changes));
  };
  const { transfers } = desk.tasks;
  const packed = () => {
    const { lines } = transfers.packing.store.getState();
    const { branches } = transfers.store.getState();
    return lines.map((line) => wordsOfPacking(line, branches).word);
  };
  const received = () => transfers.receiving.store.getState().lines.map((line) => wordsOfReturn(line, desk.format()));
  const notice = () => desk.voice.store.getState().notice?.sentence;
  return { ...started, transfers, journey, packed, received, notice };
}

const coming = { fromBranchId: hillBranch.id, toBranchId: mainBranch.id, state: 'shipped' } as const;

describe('the pick list', () => {
  it('is printed whole, however little of the list has been scrolled to, without what lies in the crate', async () => {
    const { transfers, journey, host } = await atTransfers();
    journey(1);
    for (let n = 0; n < 120; n += 1) journey(2);
    journey(3);
    journey(4, { state: 'shipped' });
    await transfers.open('to_send');
    const toFetch = await transfers.toFetch();
    expect(toFetch?.rows).toHaveLength(122);
    expect(toFetch?.rows.at(-1)).toMatchObject({ copy: { barcode: copyBarcode(3) } });
    expect(toFetch?.isWhole).toBe(true);
    host.goOffline();
    expect(await transfers.toFetch()).toBeNull();
  });

  it('that is longer than anybody carries says that there is more', async () => {
    const { transfers, journey } = await atTransfers();
    for (let n = 0; n < 620; n += 1) journey(2);
    const toFetch = await transfers.toFetch();
    expect(toFetch).toMatchObject({ isWhole: false });
    expect(toFetch?.rows.length).toBeLessThan(620);
  });
});

describe('the boxes of a list', () => {
  it('are those of the list that was opened last, whichever answer comes first', async () => {
    const { transfers, host } = await atTransfers();
    host.library.boxes.push(exampleBox(1), exampleBox(2, { ...coming, state: 'sent' }));
    const answer = host.calls['boxes.list'];
    host.calls['boxes.list'] = async (order) => {
      if (order.going === 'out') await new Promise((resolve) => setTimeout(resolve, 20));
      return answer(order);
    };
    await Promise.all([transfers.open('to_send'), transfers.open('to_receive')]);
    expect(transfers.store.getState().boxes.map(({ number }) => number)).toEqual(['BOX-1042']);
  });
});

describe('a box is packed', () => {
  it('each scan is in the box or says why not, and stays', async () => {
    const { transfers, journey, packed, scan, played } = await atTransfers();
    journey(1);
    journey(4, { toBranchId: mainBranch.id });
    await transfers.packing.begin(hillBranch.id);
    await scan(copyBarcode(1), copyBarcode(4), copyBarcode(10), cardNumber(1), copyBarcode(1));
    expect(packed()).toEqual([
      'Was in the box already',
      'Not a copy',
      'Not in the box',
      'Not in the box',
      'In the box',
    ]);
    expect(transfers.packing.store.getState().box).toMatchObject({ number: 'BOX-1041', copies: 1 });
    expect(played).toEqual(['good', 'refusal', 'refusal', 'attention', 'good']);
  });

  it('an ISBN is no copy, and nothing is asked of the server', async () => {
    const { transfers, packed, scan, host } = await atTransfers();
    await transfers.packing.begin(hillBranch.id);
    await scan('9780441478125');
    expect(packed()).toEqual(['Not a copy']);
    expect(host.heard.filter(({ call }) => call === 'boxes.pack')).toHaveLength(0);
  });

  it('a copy that goes elsewhere says where to', async () => {
    const { transfers, journey, scan } = await atTransfers();
    journey(4, { toBranchId: mainBranch.id });
    await transfers.packing.begin(hillBranch.id);
    await scan(copyBarcode(4));
    const [line] = transfers.packing.store.getState().lines;
    const { branches } = transfers.store.getState();
    expect(line && wordsOfPacking(line, branches).sentence).toMatch(/It goes to Riverside Library\.$/);
  });

  it('a copy that nobody asked for is sent all the same, if somebody says so', async () => {
    const { transfers, packed, scan } = await atTransfers();
    await transfers.packing.begin(hillBranch.id);
    await scan(copyBarcode(10));
    const [line] = transfers.packing.store.getState().lines;
    if (line) await transfers.packing.sendAnyway(line);
    expect(packed()).toEqual(['In the box']);
  });

  it('and taken out again', async () => {
    const { transfers, journey, packed, scan } = await atTransfers();
    journey(1);
    await transfers.packing.begin(hillBranch.id);
    await scan(copyBarcode(1));
    const [line] = transfers.packing.store.getState().lines;
    if (line) await transfers.packing.takeOut(line);
    expect(packed()).toEqual(['Taken out']);
    expect(transfers.packing.store.getState().box?.copies).toBe(0);
  });

  it('put aside, and gone on with by a scan of its number', async () => {
    const { transfers, journey, packed, scan } = await atTransfers();
    journey(1);
    await transfers.packing.begin(hillBranch.id);
    await scan(copyBarcode(1));
    transfers.packing.putAside();
    await scan('box-1041');
    expect(packed()).toEqual(['In the box']);
  });

  it('leaves with its list; scans go into no box after that', async () => {
    const { transfers, journey, scan, notice } = await atTransfers();
    journey(1);
    await transfers.packing.begin(hillBranch.id);
    await scan(copyBarcode(1));
    const contents = await transfers.packing.send();
    expect(contents?.copies.map(({ barcode }) => barcode)).toEqual([copyBarcode(1)]);
    expect(transfers.packing.store.getState().box).toBeNull();
    await scan('BOX-1041');
    expect(notice()).toBe('BOX-1041 has left already.');
  });

  it('is not begun while the line is down', async () => {
    const { transfers, host } = await atTransfers();
    host.goOffline();
    expect(await transfers.packing.begin(hillBranch.id)).toMatchObject({ kind: 'offline' });
    expect(transfers.packing.store.getState().box).toBeNull();
  });
});

describe('a box is unpacked', () => {
  async function atABox() {
    const started = await atTransfers();
    started.host.library.boxes.push(exampleBox(9, { ...coming, state: 'sent', number: 'BOX-1049' }));
    for (const n of [1, 2]) started.journey(n, { ...coming, box: { number: 'BOX-1049', state: 'sent' } });
    await started.scan('BOX-1049');
    return started;
  }

  it('its number shows what should be in it; each copy says what to do with it', async () => {
    const { transfers, received, scan } = await atABox();
    expect(transfers.store.getState().list).toBe('to_receive');
    expect(transfers.unpacking.store.getState().contents?.copies).toHaveLength(2);
    await scan(copyBarcode(2));
    expect(received()[0]).toMatchObject({ word: 'Hold shelf', tone: 'attention' });
    expect(transfers.unpacking.store.getState().contents?.box).toMatchObject({ copies: 2, arrived: 1 });
  });

  it('what is missing and what was not on its list is said when it is closed', async () => {
    const { transfers, scan, notice } = await atABox();
    await scan(copyBarcode(1), copyBarcode(4));
    expect(await transfers.unpacking.close()).toBe(true);
    expect(notice()).toMatch(/^1 copy that was to be in BOX-1049 did not come out.* 1 copy came out that was not on/);
    expect(transfers.unpacking.store.getState().contents).toBeNull();
  });

  it('with the line down copies are kept on this desk and count as come out', async () => {
    const { transfers, host, received, scan, notice } = await atABox();
    host.goOffline();
    await scan(copyBarcode(1));
    expect(received()[0]).toMatchObject({ word: 'Queued, on disk' });
    expect(transfers.unpacking.store.getState().contents?.box.arrived).toBe(1);
    expect(host.library.outbox).toMatchObject([{ kind: 'transfer_receipt', order: { barcode: copyBarcode(1) } }]);
    host.goLive();
    expect(await transfers.unpacking.close()).toBe(false);
    expect(notice()).toMatch(/^1 scan of this desk has not gone up yet/);
    await transfers.unpacking.refresh();
    expect(transfers.unpacking.store.getState().contents?.box.arrived).toBe(1);
  });

  it('a box for another branch is to be sent on unopened', async () => {
    const { host, scan, notice } = await atTransfers();
    const elsewhere = '0190a000-0001-7000-8000-000000000003';
    const box = { fromBranchId: hillBranch.id, toBranchId: elsewhere, state: 'sent', number: 'BOX-1050' } as const;
    host.library.boxes.push(exampleBox(10, box));
    await scan('BOX-1050');
    expect(notice()).toMatch(/^BOX-1050 is for .*send it on unopened/);
  });

  it('a copy that came to the wrong branch is recorded here and says where to send it', async () => {
    const { received, scan } = await atTransfers();
    await scan(copyBarcode(3));
    expect(received()[0]).toMatchObject({ word: 'Send to Hill Street', tone: 'attention' });
    expect(received()[0]?.remarks).toContain('Arrived from another branch.');
  });

  it('a number that no box has', async () => {
    const { scan, notice } = await atTransfers();
    await scan('BOX-7');
    expect(notice()).toBe('There is no box with that number.');
  });
});

describe('the lists', () => {
  it('a late copy is given up by a person: it is gone from the list', async () => {
    const { transfers, journey, notice } = await atTransfers();
    journey(1, { ...coming, late: true });
    await transfers.open('late');
    const row = transfers.rows.rowAt(0);
    if (row) await transfers.end(row, true);
    expect(notice()).toMatch(/is missing now/);
    expect(transfers.rows.store.getState().total).toBe(0);
  });

  it('a copy is called off once, however often it is pressed', async () => {
    const { transfers, journey, host } = await atTransfers();
    journey(1);
    await transfers.open('to_send');
    const row = transfers.rows.rowAt(0);
    if (!row) throw new Error('Nothing is to be sent.');
    const outcomes = await Promise.all([transfers.end(row, false), transfers.end(row, false)]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(host.heard.filter(({ call }) => call === 'transfers.cancel')).toHaveLength(1);
  });

  it('a copy of the catalogue is asked for once', async () => {
    const { transfers } = await atTransfers();
    expect(await transfers.request(copyBarcode(1), hillBranch.id)).toMatchObject({ kind: 'done' });
    expect(transfers.store.getState().requested.get(copyBarcode(1))).toBe('Hill Street');
    expect(await transfers.request(copyBarcode(1), hillBranch.id)).toMatchObject({
      problem: { code: 'TRANSFER_OPEN' },
    });
  });

  it('nothing of them stays when another person signs in', async () => {
    const { transfers, host, journey } = await atTransfers();
    journey(1);
    await transfers.open('to_send');
    host.change({ session: { kind: 'signed_out' } });
    expect(transfers.rows.store.getState().total).toBe(0);
  });
});

describe('a broken copy that comes out of a box', () => {
  it('is put back into use as a return, and its line stands on this screen', async () => {
    const { transfers, received, scan, host, settle } = await atTransfers();
    await scan(copyBarcode(5));
    await transfers.receiving.repaired(copyBarcode(5));
    await settle();
    expect(host.heard.filter(({ call }) => call === 'loans.return').map(({ input }) => input)).toEqual([
      { barcode: copyBarcode(5), condition: 'good' },
    ]);
    expect(received()).toHaveLength(2);
  });
});
