import { isDeepStrictEqual } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { expireHolds } from '../../circulation/hold-ends/expiry.ts';
import { runClosing } from '../../stocktake/closing/run-closing.ts';
import { counting } from '../../stocktake/testing/counting.ts';
import type { TestServer } from '../../testing/server.ts';
import type { BusyLibrary } from './busy-library.ts';
import { orderOf } from './orders.ts';
import type { Step } from './steps.ts';

type Answer = Awaited<ReturnType<TestServer['call']>>;

/**
 * Does one step at a desk of the real server, as often as it says. Whatever is refused is refused in the words of the
 * contract; an answer that came twice came in the same words.
 * @returns `lend 201`, `return HELD_FOR_ANOTHER`, …, for the statistics
 */
export async function play(server: TestServer, busy: BusyLibrary, step: Step): Promise<string> {
  if (step.kind === 'expire_holds') {
    await expireHolds({ database: server.db.database, now: server.clock.now }, busy.library.tenantId);
    return 'expire_holds';
  }
  if (step.kind === 'count_shelves') return countShelves(server, busy, step.copies);
  const order = orderOf(busy, step, server.clock.now());
  if (!order) return `${step.kind} of nothing`;
  const { method, path, body, as = 'librarian' } = order;
  const headers = { 'idempotency-key': uuidv7() };
  const send = () => server.call({ token: busy.tokens[as] }, method, path, body, { headers });
  const answers = step.sent === 'twice_at_once' ? await Promise.all([send(), send()]) : [await send()];
  if (step.sent === 'again') answers.push(await send());
  for (const answer of answers) complainOf(step, answer);
  const [done, ...repeated] = answers.filter(({ status }) => status < 300);
  for (const again of repeated) {
    if (!isDeepStrictEqual(again.body, done?.body)) throw new Error(`${told(step)}: two answers to one key`);
  }
  if (done) remember(busy, done.body);
  return `${step.kind} ${done ? (done.body?.outcome ?? 'done') : answers[0]?.body?.code}`;
}

/** A whole count of the main branch, with these copies on its shelves, while the other desks go on. */
async function countShelves(server: TestServer, { library, tokens, barcodes }: BusyLibrary, copies: readonly number[]) {
  const count = counting({ ...server, library: { ...library, tokens: { ...library.tokens, ...tokens } } });
  const { id: stocktakeId } = await count.openCount();
  const seen = copies.flatMap((copy) => barcodes[copy] ?? []);
  if (seen.length > 0) await count.scan(stocktakeId, seen, {}, count.manager);
  const { status } = await count.close(stocktakeId);
  const task = {
    tenantId: library.tenantId,
    actor: { kind: 'job', id: null },
    requestId: 'count',
    stocktakeId,
  } as const;
  await runClosing({ database: server.db.database, now: server.clock.now }, task);
  return `count_shelves ${status}`;
}

const told = (step: Step) => JSON.stringify(step);

/** What is answered to a step: done, or refused with 404 (nothing there any more), 409. */
function complainOf(step: Step, { status, text, body }: Answer): void {
  if (status < 300 || status === 404) return;
  if (status === 409 && body?.code) return;
  throw new Error(`${told(step)} was answered with ${status}: ${text}`);
}

/** Notes what arose, so that later steps may be about it. */
export function remember(
  busy: BusyLibrary,
  body: Record<string, { id?: string } | string | undefined> | undefined,
): void {
  for (const [kind, known] of [
    ['loan', busy.loans],
    ['hold', busy.holds],
    ['transfer', busy.transfers],
  ] as const) {
    const thing = body?.[kind];
    if (typeof thing === 'object' && thing.id && !known.includes(thing.id)) known.unshift(thing.id);
  }
  if (typeof body?.number === 'string' && typeof body.id === 'string') {
    if (!busy.boxes.includes(body.id)) busy.boxes.unshift(body.id);
  } else if (typeof body?.id === 'string' && 'toBranchId' in body && !busy.transfers.includes(body.id)) {
    busy.transfers.unshift(body.id);
    if (body.state === 'requested') busy.askedFor.unshift(body.id);
  }
}
