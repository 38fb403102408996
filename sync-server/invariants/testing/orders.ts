import type { BusyLibrary } from './busy-library.ts';
import type { Step } from './steps.ts';

/** What a desk sends for a step. */
export type Order = { method: 'POST' | 'PATCH' | 'DELETE'; path: string; body?: object; as?: 'manager' };

type Sent = Exclude<Step, { kind: 'expire_holds' | 'count_shelves' }>;
type Kinds<K extends Sent['kind']> = Extract<Sent, { kind: K }>;
type AboutLoans = Kinds<
  'lend' | 'lend_by_book' | 'bring_back' | 'receive' | 'renew' | 'declare_lost' | 'claim_returned'
>;
type AboutHolds = Kinds<'place_hold' | 'cancel_hold' | 'suspend_hold' | 'collect_elsewhere' | 'not_on_shelf'>;
type AboutBoxes = Kinds<'open_box' | 'pack' | 'take_out' | 'send_box' | 'close_box'>;
type AboutTransfers = Kinds<'request_transfer' | 'ship' | 'call_off' | 'set_copy'>;
type AboutMoney = Kinds<'pay' | 'waive' | 'refund'>;

const post = (path: string, body: object = {}): Order => ({ method: 'POST', path, body });
/** One of the newest; of few, one of them all the same. */
const newest = (ids: readonly string[], recent: number) => ids[recent % Math.max(1, ids.length)];
const hour = 3_600_000;
const dollars = (amount: number) => ({ amount, currency: 'USD' });

/** The request of a step; undefined where there is nothing yet that it could be about. */
export function orderOf(busy: BusyLibrary, step: Sent, now: Date): Order | undefined {
  switch (step.kind) {
    case 'place_hold':
    case 'cancel_hold':
    case 'suspend_hold':
    case 'collect_elsewhere':
    case 'not_on_shelf':
      return holdOrder(busy, step, now);
    case 'request_transfer':
    case 'ship':
    case 'call_off':
    case 'set_copy':
      return transferOrder(busy, step);
    case 'open_box':
    case 'pack':
    case 'take_out':
    case 'send_box':
    case 'close_box':
      return boxOrder(busy, step);
    case 'pay':
    case 'waive':
    case 'refund':
      return moneyOrder(busy, step);
    default:
      return loanOrder(busy, step, now);
  }
}

const overridable = [
  'COPY_IN_TRANSIT',
  'COPY_NOT_LENDABLE',
  'COPY_LOST',
  'LOAN_LIMIT',
  'BALANCE_OVER_LIMIT',
  'HOLDS_WAITING',
  'RENEWAL_LIMIT',
];
const overridden = (wanted: boolean) => (wanted ? { override: { codes: overridable, reason: 'a property test' } } : {});

function loanOrder(busy: BusyLibrary, step: AboutLoans, now: Date): Order | undefined {
  const ofLoan = (recent: number, what: string, body = {}) => {
    const id = newest(busy.loans, recent);
    return id === undefined ? undefined : post(`/loans/${id}/${what}`, body);
  };
  const seen = (hoursAgo: number | null) =>
    hoursAgo === null ? {} : { observedAt: new Date(now.getTime() - hoursAgo * hour).toISOString() };
  if (step.kind === 'renew') return ofLoan(step.loan, 'renew', overridden(step.override));
  if (step.kind === 'claim_returned') return ofLoan(step.loan, 'claimed-returned');
  if (step.kind === 'declare_lost') {
    return ofLoan(step.loan, 'lost', { reason: 'says so', ...(step.cents ? { charge: dollars(step.cents) } : {}) });
  }
  const branchId = busy.branches[step.branch];
  if (step.kind === 'lend_by_book') {
    return post('/loans/checkout', {
      bookId: busy.books[step.book],
      branchId,
      membershipNumber: busy.cards[step.member],
    });
  }
  const copy = { barcode: busy.barcodes[step.copy], branchId };
  if (step.kind === 'receive') return post('/transfers/receive', { ...copy, ...seen(step.hoursAgo) });
  if (step.kind === 'lend') {
    return post('/loans/checkout', {
      ...copy,
      membershipNumber: busy.cards[step.member],
      ...overridden(step.override),
    });
  }
  const condition = step.damaged ? { condition: 'damaged' } : {};
  return post('/loans/return', { ...copy, ...seen(step.hoursAgo), ...condition });
}

function holdOrder(busy: BusyLibrary, step: AboutHolds, now: Date): Order | undefined {
  const inDays = (days: number | null) =>
    days === null ? null : new Date(now.getTime() + days * 24 * hour).toISOString().slice(0, 10);
  if (step.kind === 'place_hold') {
    return post(`/books/${busy.books[step.book]}/holds`, {
      membershipNumber: busy.cards[step.member],
      pickupBranchId: busy.branches[step.branch],
      ...(step.awayDays ? { suspendedUntil: inDays(step.awayDays) } : {}),
    });
  }
  if (step.kind === 'not_on_shelf') {
    return post(`/branches/${busy.branches[step.branch]}/pick-list/not-found`, { barcode: busy.barcodes[step.copy] });
  }
  const id = newest(busy.holds, step.hold);
  if (id === undefined) return undefined;
  if (step.kind === 'cancel_hold') return { method: 'DELETE', path: `/holds/${id}` };
  const body =
    step.kind === 'suspend_hold'
      ? { suspendedUntil: inDays(step.days) }
      : { pickupBranchId: busy.branches[step.branch] };
  return { method: 'PATCH', path: `/holds/${id}`, body };
}

function transferOrder(busy: BusyLibrary, step: AboutTransfers): Order | undefined {
  if (step.kind === 'request_transfer') {
    const { copy, branch, reason } = step;
    return post('/transfers', { barcode: busy.barcodes[copy], toBranchId: busy.branches[branch], reason });
  }
  if (step.kind === 'set_copy') {
    const body = { status: step.status, reason: 'by hand' };
    return { method: 'PATCH', path: `/copies/${busy.barcodes[step.copy]}`, body };
  }
  const id = newest(step.kind === 'ship' ? busy.askedFor : busy.transfers, step.transfer);
  if (id === undefined) return undefined;
  return step.kind === 'ship'
    ? post(`/transfers/${id}/ship`)
    : post(`/transfers/${id}/cancel`, { copyMissing: step.missing });
}

function boxOrder(busy: BusyLibrary, step: AboutBoxes): Order | undefined {
  if (step.kind === 'open_box') {
    const [fromBranchId, toBranchId] = step.branch === 0 ? busy.branches : busy.branches.toReversed();
    return post('/boxes', { fromBranchId, toBranchId });
  }
  const id = newest(busy.boxes, step.box);
  if (id === undefined) return undefined;
  if (!('copy' in step)) return post(`/boxes/${id}/${step.kind === 'send_box' ? 'send' : 'close'}`);
  const barcode = busy.barcodes[step.copy];
  if (step.kind === 'take_out') return { method: 'DELETE', path: `/boxes/${id}/copies/${barcode}` };
  return post(`/boxes/${id}/copies`, { barcode, request: step.request });
}

function moneyOrder(busy: BusyLibrary, step: AboutMoney): Order {
  const account = `/members/${busy.memberIds[step.member]}/account`;
  const amount = dollars(step.cents);
  if (step.kind === 'pay') return post(`${account}/payments`, { amount, method: 'cash' });
  if (step.kind === 'waive') return { ...post(`${account}/waivers`, { amount, reason: 'kindness' }), as: 'manager' };
  return { ...post(`${account}/refunds`, { amount, method: 'cash', reason: 'paid back' }), as: 'manager' };
}
