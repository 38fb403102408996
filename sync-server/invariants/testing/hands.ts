import { isDeepStrictEqual } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { expireHolds } from '../../circulation/hold-ends/expiry.ts';
import type { TestServer } from '../../testing/server.ts';
import type { BusyLibrary } from './busy-library.ts';
import type { Step } from './steps.ts';

type Order = { method: 'POST' | 'PATCH' | 'DELETE'; path: string; body?: object; as?: 'manager' };
type Answer = Awaited<ReturnType<TestServer['call']>>;

const hour = 3_600_000;
const everything = [
  'MEMBER_SUSPENDED',
  'COPY_IN_TRANSIT',
  'COPY_NOT_LENDABLE',
  'COPY_LOST',
  'LOAN_LIMIT',
  'BALANCE_OVER_LIMIT',
  'HOLDS_WAITING',
  'RENEWAL_LIMIT',
];
const overridden = (step: { override: boolean }) =>
  step.override ? { override: { codes: everything, reason: 'a property test' } } : {};
const dollars = (amount: number) => ({ amount: { amount, currency: 'USD' } });

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
  const order = orderOf(server, busy, step);
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

const told = (step: Step) => JSON.stringify(step);

/** What is answered to a step: done, or refused with 404 (nothing there any more), 409. */
function complainOf(step: Step, { status, text, body }: Answer): void {
  if (status < 300 || status === 404) return;
  if (status === 409 && body?.code) return;
  throw new Error(`${told(step)} was answered with ${status}: ${text}`);
}

function remember(busy: BusyLibrary, body: Record<string, { id?: string } | string | undefined> | undefined): void {
  for (const [kind, known] of [
    ['loan', busy.loans],
    ['hold', busy.holds],
    ['transfer', busy.transfers],
  ] as const) {
    const thing = body?.[kind];
    if (typeof thing === 'object' && thing.id && !known.includes(thing.id)) known.unshift(thing.id);
  }
  if (typeof body?.id === 'string' && 'toBranchId' in body && !busy.transfers.includes(body.id)) {
    busy.transfers.unshift(body.id);
  }
}

type Playable = Exclude<Step, { kind: 'expire_holds' }>;

function orderOf(server: TestServer, busy: BusyLibrary, step: Playable): Order | undefined {
  const post = (path: string, body: object = {}, as?: 'manager'): Order => ({
    method: 'POST',
    path,
    body,
    ...(as ? { as } : {}),
  });
  const toLoan = (id: string | undefined, what: string, body = {}) =>
    id ? post(`/loans/${id}/${what}`, body) : undefined;
  const account = (memberIndex: number, what: string) => `/members/${busy.memberIds[memberIndex]}/account/${what}`;
  const ago = (hours: number | null) =>
    hours === null ? {} : { observedAt: new Date(server.clock.now().getTime() - hours * hour).toISOString() };
  const inDays = (days: number | null) =>
    days === null ? null : new Date(server.clock.now().getTime() + days * 24 * hour).toISOString().slice(0, 10);
  switch (step.kind) {
    case 'lend':
      return post('/loans/checkout', {
        barcode: busy.barcodes[step.copy],
        membershipNumber: busy.cards[step.member],
        branchId: busy.branches[step.branch],
        ...overridden(step),
      });
    case 'lend_by_book':
      return post('/loans/checkout', {
        bookId: busy.books[step.book],
        membershipNumber: busy.cards[step.member],
        branchId: busy.branches[step.branch],
      });
    case 'bring_back':
      return post('/loans/return', {
        barcode: busy.barcodes[step.copy],
        branchId: busy.branches[step.branch],
        ...ago(step.hoursAgo),
        ...(step.damaged ? { condition: 'damaged' } : {}),
      });
    case 'receive':
      return post('/transfers/receive', {
        barcode: busy.barcodes[step.copy],
        branchId: busy.branches[step.branch],
        ...ago(step.hoursAgo),
      });
    case 'renew':
      return toLoan(busy.loans[step.loan], 'renew', overridden(step));
    case 'declare_lost':
      return toLoan(busy.loans[step.loan], 'lost', {
        reason: 'says so',
        ...(step.cents ? { charge: dollars(step.cents).amount } : {}),
      });
    case 'claim_returned':
      return toLoan(busy.loans[step.loan], 'claimed-returned');
    case 'place_hold':
      return post(`/books/${busy.books[step.book]}/holds`, {
        membershipNumber: busy.cards[step.member],
        pickupBranchId: busy.branches[step.branch],
        ...(step.awayDays ? { suspendedUntil: inDays(step.awayDays) } : {}),
      });
    case 'cancel_hold':
      return busy.holds[step.hold] ? { method: 'DELETE', path: `/holds/${busy.holds[step.hold]}` } : undefined;
    case 'suspend_hold':
      return busy.holds[step.hold]
        ? { method: 'PATCH', path: `/holds/${busy.holds[step.hold]}`, body: { suspendedUntil: inDays(step.days) } }
        : undefined;
    case 'request_transfer':
      return post('/transfers', {
        barcode: busy.barcodes[step.copy],
        toBranchId: busy.branches[step.branch],
        reason: step.reason,
      });
    case 'ship':
      return busy.transfers[step.transfer] ? post(`/transfers/${busy.transfers[step.transfer]}/ship`) : undefined;
    case 'call_off':
      return busy.transfers[step.transfer]
        ? post(`/transfers/${busy.transfers[step.transfer]}/cancel`, { copyMissing: step.missing })
        : undefined;
    case 'pay':
      return post(account(step.member, 'payments'), { ...dollars(step.cents), method: 'cash' });
    case 'waive':
      return post(account(step.member, 'waivers'), { ...dollars(step.cents), reason: 'kindness' }, 'manager');
    case 'refund':
      return post(
        account(step.member, 'refunds'),
        { ...dollars(step.cents), method: 'cash', reason: 'paid back' },
        'manager',
      );
    case 'set_copy':
      return {
        method: 'PATCH',
        path: `/copies/${busy.barcodes[step.copy]}`,
        body: { status: step.status, reason: 'by hand' },
      };
  }
}
