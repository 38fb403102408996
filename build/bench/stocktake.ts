import { setTimeout as wait } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { Stocktake } from '#shared/contract/stocktake.ts';
import { bigTenantId } from './big-library.ts';
import { runLoop } from './load-loop.ts';
import { type Answered, postTo } from './posting.ts';
import type { ServedLibrary } from './served-library.ts';
import * as sql from './stocktake-sql.ts';
import { ms, printTable, rate, ratio } from './table.ts';

const wantedCopies = Number(process.env.CARREL_BENCH_COUNT ?? 60_000);
const desks = 4;
/** Of what is expected, so much is not on the shelves. */
const missingShare = 0.015;

type Count = { id: string; branchId: string; shelves: string[]; barcodes: string[] };
type Row = [what: string, floor: string, ours: string, compared: string];

/** A branch counted by four desks: the snapshot, the scans, the differences, the close; each against plain SQL. */
export async function benchStocktake(library: ServedLibrary): Promise<void> {
  await library.owner.query(sql.floorTables);
  const memory = [await residentMb(library)];
  const { count, opened } = await openCount(library);
  const rows: Row[] = [...opened];
  const [missing, seen] = split(count.barcodes);
  for (const size of [1, 100, 1000]) rows.push(await scans(library, count, seen, size));
  memory.push(await residentMb(library));
  rows.push(...(await differences(library, count, missing.length)));
  memory.push(await residentMb(library));
  rows.push(await close(library, count, missing));
  memory.push(await residentMb(library));
  rows.push(['memory: before, after scans, differences, close', '', `${memory.join(' / ')} MB`, '']);
  printTable(
    `A stocktake of ${count.barcodes.length} copies, ${desks} desks`,
    ['what', 'floor (SQL)', 'HTTP', 'compared'],
    rows,
  );
  await library.owner.query(sql.putBack, [bigTenantId, count.id]);
  await library.owner.query('drop table floor_expected, floor_scans');
}

async function openCount(library: ServedLibrary): Promise<{ count: Count; opened: Row[] }> {
  const { owner } = library;
  const [branch] = (await owner.query<{ id: string }>(sql.largestBranch, [bigTenantId])).rows;
  if (!branch) throw new Error('There is no branch.');
  const shelves = await shelvesFor(library, branch.id);
  const order = { branchId: branch.id, shelfFrom: shelves[0], shelfTo: shelves.at(-1) };
  const floor = await timed(() => owner.query(sql.floorSnapshot, [bigTenantId, branch.id, shelves]));
  const first = await timed(() => call(library, 'POST', '/stocktakes', order));
  await call(library, 'POST', `/stocktakes/${Stocktake.parse(first.answer).id}/abandon`, {});
  const second = await timed(() => call(library, 'POST', '/stocktakes', order));
  const { id } = Stocktake.parse(second.answer);
  const { rows } = await owner.query<{ barcode: string }>(sql.expectedOf, [bigTenantId, id]);
  const barcodes = rows.map(({ barcode }) => barcode);
  const row = (what: string, { took }: { took: number }): Row => [
    what,
    `${ms(floor.took)} ms`,
    `${ms(took)} ms`,
    ratio(took / floor.took),
  ];
  return {
    count: { id, branchId: branch.id, shelves, barcodes },
    opened: [row('open, the shelves’ keys unknown', first), row('open', second)],
  };
}

/** As many shelves in a row as hold the wanted number of copies. */
async function shelvesFor({ owner }: ServedLibrary, branchId: string): Promise<string[]> {
  const { rows } = await owner.query<{ shelf: string; copies: number }>(sql.shelvesOfBranch, [bigTenantId, branchId]);
  const taken: string[] = [];
  let copies = 0;
  for (const row of rows) {
    if (copies >= wantedCopies) break;
    taken.push(row.shelf);
    copies += row.copies;
  }
  return taken;
}

function split(barcodes: readonly string[]): [missing: string[], seen: string[]] {
  const border = Math.round(barcodes.length * missingShare);
  return [barcodes.slice(0, border), barcodes.slice(border)];
}

/** Scans a second: each desk sends its next batch as soon as the last is taken. Later rounds scan what is counted. */
async function scans(library: ServedLibrary, count: Count, seen: readonly string[], size: number): Promise<Row> {
  const share = size === 1 ? Math.min(seen.length, 8000) : seen.length;
  const floorBatches = batches(seen.slice(0, share), size);
  const post = postTo(library);
  await library.owner.query('truncate floor_scans');
  const floor = await sendAll(floorBatches, (batch) => library.owner.query(sql.floorScan, [bigTenantId, batch]));
  const ours = await sendAll(batches(seen.slice(0, share), size), (batch) => {
    const observedAt = new Date().toISOString();
    const body = { scans: batch.map((barcode) => ({ id: uuidv7(), barcode, observedAt })), sentAt: observedAt };
    return taken(post(`/stocktakes/${count.id}/scans`, body));
  });
  return [`scans, ${size} a call`, rate(floor * size), rate(ours * size), ratio(ours / floor)];
}

async function taken(sent: Promise<Answered>): Promise<void> {
  const { status, text: answered } = await sent;
  if (status !== 200) throw new Error(`The scans were answered ${status}: ${answered}`);
}

const batches = (barcodes: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.floor(barcodes.length / size) }, (_, n) => barcodes.slice(n * size, (n + 1) * size));

async function sendAll(queue: string[][], send: (batch: string[]) => Promise<unknown>): Promise<number> {
  const { perSecond } = await runLoop({
    clients: desks,
    seconds: 600,
    call: async () => {
      const batch = queue.pop();
      if (batch) await send(batch);
      return batch !== undefined;
    },
  });
  return perSecond;
}

async function differences(library: ServedLibrary, count: Count, missing: number): Promise<Row[]> {
  const floor = await timed(() => library.owner.query(sql.floorDifferences));
  const path = `/stocktakes/${count.id}/discrepancies`;
  const page = await timed(() => call(library, 'GET', `${path}?limit=100`));
  const { meta } = z.object({ meta: z.object({ total: z.int() }) }).parse(page.answer);
  if (meta.total < missing) throw new Error(`${meta.total} differences are too few.`);
  const stream = await timed(() => text(library, 'GET', `${path}/stream`));
  const row = (what: string, { took }: { took: number }): Row => [
    what,
    `${ms(floor.took)} ms`,
    `${ms(took)} ms`,
    ratio(took / floor.took),
  ];
  return [row(`differences, first page of ${meta.total}`, page), row('differences, all of them streamed', stream)];
}

async function close(library: ServedLibrary, count: Count, missing: string[]): Promise<Row> {
  const client = await library.owner.connect();
  await client.query('begin');
  const floor = await timed(() => client.query(sql.floorClose, [bigTenantId, missing]));
  await client.query('rollback');
  client.release();
  const ours = await timed(async () => {
    await call(library, 'POST', `/stocktakes/${count.id}/close`, { applyProposed: true });
    while (Stocktake.parse(await call(library, 'GET', `/stocktakes/${count.id}`)).state !== 'closed') await wait(50);
  });
  return [
    `close, ${missing.length} missing`,
    `${ms(floor.took)} ms`,
    `${ms(ours.took)} ms`,
    ratio(ours.took / floor.took),
  ];
}

async function timed<Answer>(work: () => Promise<Answer>): Promise<{ took: number; answer: Answer }> {
  const began = performance.now();
  const answer = await work();
  return { took: performance.now() - began, answer };
}

async function text({ url, token }: ServedLibrary, method: string, path: string, body?: object): Promise<string> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.text();
}

const call = async (...given: Parameters<typeof text>): Promise<unknown> => JSON.parse(await text(...given));

async function residentMb({ url }: ServedLibrary): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Math.round(Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1]) / 1_000_000);
}
