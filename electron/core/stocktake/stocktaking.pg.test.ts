import { setTimeout as wait } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CountedAnswer, Counting } from '#shared/contract/bridge/stocktakes.ts';
import { testPassword } from '../../../sync-server/testing/made.ts';
import { buildTestServer, type TestServer } from '../../../sync-server/testing/server.ts';
import { layLosingLine } from '../testing/losing-line.ts';
import { TestWindow } from '../testing/test-window.ts';

// The desk's core and the server, each real; what is scanned must be on the disk, and in the count once.

let server: TestServer;
let line: Awaited<ReturnType<typeof layLosingLine>>;
let window: TestWindow;
let shelf: number;

beforeAll(async () => {
  server = await buildTestServer();
  server.clock.set(new Date().toISOString());
  line = await layLosingLine(await server.app.listen({ port: 0, host: '127.0.0.1' }));
  window = await TestWindow.open();
  const { slug, staff, branches } = server.library;
  const login = { serverUrl: line.url, tenant: slug, number: staff.manager.number, password: testPassword };
  await window.call('desk.enrol', { ...login, branchId: branches.main.id, name: 'Desk' });
  await window.until(({ connection }) => connection.kind === 'live', 30_000);
  await window.call('session.signIn', { number: staff.manager.number, password: testPassword });
  shelf = 100;
});
afterAll(async () => {
  await window.discard();
  line.close();
  await server.close();
});
beforeEach(() => {
  shelf += 10;
  line.mend();
});

/** Copies in the order of their shelf, known to the desk, and a count of just these. */
async function aCountOf(copies: number) {
  const { library } = server;
  const made = [];
  for (let n = 0; n < copies; n++) made.push(await library.aCopy({ shelf: `${shelf}.${n} AAA` }));
  const last = made.at(-1);
  await expect
    .poll(async () => (await window.call('catalog.copy', { barcode: last?.barcode ?? '' })).copy, { timeout: 15_000 })
    .not.toBeNull();
  const opened = await window.call('stocktakes.open', { shelfFrom: String(shelf), shelfTo: `${shelf}.9` });
  if (opened.kind !== 'done') throw new Error(JSON.stringify(opened));
  return { id: opened.answer.id, copies: made, barcodes: made.map(({ barcode }) => barcode) };
}

const scan = (barcode: string, on?: string) => window.call('stocktakes.scan', { barcode, ...(on && { shelf: on }) });
const found = (answer: CountedAnswer) => (answer.kind === 'counted' ? answer.scan.kind : answer.sentence);
const counting = async (): Promise<Counting> => {
  const { counting } = await window.call('stocktakes.counting', {});
  if (!counting) throw new Error('The desk takes part in no count.');
  return counting;
};
const allSent = () => expect.poll(async () => (await counting()).unsent, { timeout: 10_000 }).toBe(0);
const onServer = async (id: string) => {
  const { rows } = await server.db.owner.query('select barcode from stocktake_scans where stocktake_id = $1', [id]);
  return rows.map(({ barcode }) => barcode).toSorted();
};

describe('counting at a desk', () => {
  test('each scan is on the disk at once, and at the server a moment later', async () => {
    const { id, barcodes } = await aCountOf(5);
    for (const barcode of barcodes) expect(found(await scan(barcode))).toBeNull();
    expect(await counting()).toMatchObject({ scanned: 5, expected: 5, seen: 5 });
    await allSent();
    expect(await onServer(id)).toEqual(barcodes.toSorted());
  });

  test('a second scan of a copy is said to be one, and counts nothing', async () => {
    const { barcodes } = await aCountOf(2);
    await scan(String(barcodes[0]));
    expect(await scan(String(barcodes[0]))).toMatchObject({ scan: { repeated: true } });
    expect((await counting()).scanned).toBe(1);
  });

  test('the copy in the hand is judged by the cache: on loan, on another shelf, out of order, unknown', async () => {
    const { copies } = await aCountOf(4);
    const [first, second, third, fourth] = copies;
    if (!first || !second || !third || !fourth) throw new Error('There are not enough copies.');
    await server.library.aLoan({ copyId: fourth.id, memberId: server.library.member.id });
    await expect
      .poll(async () => (await window.call('catalog.copy', { barcode: fourth.barcode })).copy?.status)
      .toBe('on_loan');
    expect(found(await scan(fourth.barcode))).toBe('on_loan');
    expect(found(await scan(third.barcode, '999'))).toBe('wrong_shelf');
    expect(found(await scan('39999999999999'))).toBe('unknown');
    await scan(second.barcode);
    expect(await scan(first.barcode)).toMatchObject({ scan: { order: 'this_out' } });
  });

  test('another shelf, said by its label, is read from its own beginning', async () => {
    const { copies } = await aCountOf(3);
    const [first, second, third] = copies;
    if (!first || !second || !third) throw new Error('There are not enough copies.');
    for (const { barcode } of [second, third]) await scan(barcode, String(shelf));
    expect(await scan(first.barcode, `${shelf} – ${shelf}.9`)).toMatchObject({ scan: { order: 'in_order' } });
  });

  test('the pace of a desk that has only just begun is that of its first minute, not a fifth of it', async () => {
    const { barcodes } = await aCountOf(6);
    for (const barcode of barcodes) await scan(barcode);
    expect((await counting()).perMinute).toBe(6);
  });

  test('the figures go on between two looks at the server, which tells of the other desks', async () => {
    const { id, copies, barcodes } = await aCountOf(4);
    const observedAt = new Date().toISOString();
    const elsewhere = { scans: [{ id: uuidv7(), barcode: copies[3]?.barcode, observedAt }] };
    await server.call({ deskKey: server.library.deskKey }, 'POST', `/stocktakes/${id}/scans`, elsewhere);
    await scan(String(barcodes[0]));
    await expect.poll(counting, { timeout: 10_000 }).toMatchObject({ together: true, seen: 2, expected: 4 });
    await scan(String(barcodes[1]));
    expect(await counting()).toMatchObject({ together: true, seen: 3 });
  });

  test('a copy of another branch, which the desk cannot know, is told as soon as the server says whose it is', async () => {
    await aCountOf(1);
    const stranger = await server.library.aCopy({ homeBranchId: server.library.branches.harbour.id });
    expect(found(await scan(stranger.barcode))).toBe('unknown');
    await expect
      .poll(() => window.heard('counted').find(({ scan }) => scan.barcode === stranger.barcode)?.scan)
      .toMatchObject({ kind: 'elsewhere', copy: { homeBranchCode: 'HARB' } });
  });
});

test('a count that the server takes long to open is opened, and not given up for a line that is down', async () => {
  const { owner } = server.db;
  await owner.query('begin');
  await owner.query('lock table stocktakes in share row exclusive mode');
  const opening = window.call('stocktakes.open', { shelfFrom: 'Attic' });
  await wait(4500);
  await owner.query('commit');
  expect(await opening).toMatchObject({ kind: 'done' });
});

describe('counting out of reach of the network', () => {
  test('goes on, keeps everything, and sends it once the line is back', async () => {
    const { id, barcodes } = await aCountOf(6);
    await allSent();
    line.cut();
    await window.until(({ connection }) => connection.kind === 'offline', 15_000);
    for (const barcode of barcodes) expect(found(await scan(barcode))).toBeNull();
    expect(await counting()).toMatchObject({ scanned: 6, unsent: 6, seen: 6, expected: 6, together: false });
    line.mend();
    await allSent();
    expect(await onServer(id)).toEqual(barcodes.toSorted());
  });

  test('an answer that is lost counts nothing twice', async () => {
    const { id, barcodes } = await aCountOf(3);
    line.loseAnswersTo('/scans', 1);
    for (const barcode of barcodes) await scan(barcode);
    await allSent();
    line.loseNothing();
    expect(await onServer(id)).toEqual(barcodes.toSorted());
  });
});

describe('a file from a handheld', () => {
  test('is taken as scans are, and its report says what was taken', async () => {
    const { id, barcodes } = await aCountOf(4);
    await scan(String(barcodes[0]));
    const text = [
      'Date;Code',
      ...barcodes.map((barcode) => `22.11.2026;${barcode}`),
      'the end',
      '22.11.2026;B-77',
    ].join('\n');
    const loaded = await window.call('stocktakes.load', { name: 'shelf.csv', text });
    expect(loaded).toEqual({
      kind: 'loaded',
      report: {
        name: 'shelf.csv',
        taken: 4,
        repeated: 1,
        unknown: 1,
        unread: [{ line: 6, text: 'the end' }],
        unreadTotal: 1,
      },
    });
    await allSent();
    expect(await onServer(id)).toEqual([...barcodes, 'B-77'].toSorted());
  });
});

test('the differences are read once, and paged, narrowed and sorted from there', async () => {
  const { id, barcodes } = await aCountOf(120);
  await scan('39999999999998');
  await allSent();
  const look = async (choice: object) => {
    const answer = await window.call('stocktakes.discrepancies', { id, offset: 0, ...choice });
    if (answer.kind !== 'done') throw new Error(JSON.stringify(answer));
    return answer.answer;
  };
  const first = await look({});
  expect(first.kinds).toEqual([
    { kind: 'missing', count: 120 },
    { kind: 'unknown', count: 1 },
  ]);
  expect([first.data.length, first.meta]).toEqual([100, { total: 121, limit: 100, offset: 0, hasMore: true }]);
  expect((await look({ offset: 100 })).data).toHaveLength(21);
  expect((await look({ kind: 'unknown' })).data.map(({ barcode }) => barcode)).toEqual(['39999999999998']);
  expect((await look({ query: barcodes[7] })).data.map(({ barcode }) => barcode)).toEqual([barcodes[7]]);
});

test('a count that was closed meanwhile takes what comes late, and says so', async () => {
  const { id, barcodes } = await aCountOf(2);
  await scan(String(barcodes[0]));
  await allSent();
  line.cut();
  await window.until(({ connection }) => connection.kind === 'offline', 15_000);
  await scan(String(barcodes[1]));
  const closing = { applyProposed: true };
  await server.call(await server.library.signIn('manager'), 'POST', `/stocktakes/${id}/close`, closing);
  line.mend();
  await allSent();
  expect((await counting()).stocktake.state).toBe('closed');
  const read = await window.call('stocktakes.read', { id });
  expect(read).toMatchObject({ kind: 'done', answer: { counts: { late: 1 } } });
  const late = await window.call('stocktakes.discrepancies', { id, late: true, offset: 0 });
  expect(late).toMatchObject({
    kind: 'done',
    answer: { data: [{ barcode: barcodes[1], kind: 'lost', proposed: 'mark_found' }] },
  });
});

test('what differs is had as a table for a spreadsheet; a count that is unknown is refused as ever', async () => {
  const { id, barcodes } = await aCountOf(1);
  const table = await window.call('stocktakes.table', { id, of: 'discrepancies' });
  expect(table).toMatchObject({ kind: 'done', answer: { csv: expect.stringMatching(/barcode,kind/) } });
  expect(JSON.stringify(table)).toContain(`${barcodes[0]},missing`);
  const unknown = { id: '0190a000-0010-7000-8000-000000000099', of: 'report' } as const;
  expect(await window.call('stocktakes.table', unknown)).toMatchObject({ problem: { code: 'STOCKTAKE_NOT_FOUND' } });
});

test('what differs is compared anew for who asks for it', async () => {
  const { id, barcodes } = await aCountOf(2);
  const missing = async (fresh?: true) => {
    const read = await window.call('stocktakes.discrepancies', { id, offset: 0, ...(fresh && { fresh }) });
    return read.kind === 'done' ? read.answer.data.map(({ barcode }) => barcode) : read;
  };
  expect(await missing()).toEqual(barcodes);
  await scan(String(barcodes[0]));
  await allSent();
  expect(await missing(true)).toEqual([barcodes[1]]);
});
