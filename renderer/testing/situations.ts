import { exampleBox } from './box-calls.ts';
import { bookOf } from './example-library.ts';
import { copyBarcode, hillBranch, mainBranch } from './example-records.ts';
import { librarian, manager } from './example-state.ts';
import { admin } from './policies-calls.ts';
import { problem } from './problem.ts';
import type { TestHost } from './test-host.ts';
import { exampleTransfer } from './transfer-calls.ts';

type Situation = 'admin' | 'manager' | 'locked' | 'signed_out' | 'not_enrolled' | 'loading';

/** Puts the desk into a situation that comes from outside the window. */
export function become(host: TestHost, situation: Situation): void {
  if (situation === 'admin') host.change({ session: { kind: 'signed_in', person: admin } });
  if (situation === 'manager') host.change({ session: { kind: 'signed_in', person: manager } });
  if (situation === 'locked') host.change({ session: { kind: 'locked', person: librarian } });
  if (situation === 'signed_out') host.change({ session: { kind: 'signed_out' } });
  if (situation === 'not_enrolled') host.change({ enrolled: null, session: { kind: 'signed_out' } });
  if (situation === 'loading') {
    const reason = 'This desk loads its branch’s catalogue for the first time.';
    host.change({ cache: { kind: 'loading', done: 3200, total: 12_000, reason } });
  }
}

/** Three loans for the first member, one of them overdue. */
export async function lendToFirstMember(host: TestHost): Promise<void> {
  const [member] = host.library.members;
  if (!member) return;
  for (const n of [1, 2, 4]) {
    await host.calls['loans.checkout']({ barcode: copyBarcode(n), membershipNumber: member.number });
  }
  const [first] = host.library.loans;
  if (first) first.dueAt = '2026-10-02T17:00:00.000Z';
  member.overdueLoans = 1;
}

/** Copies asked for, a box half packed, a box on its way here, and a copy that never arrived. */
export function sendThingsAbout(host: TestHost): void {
  const { library } = host;
  const journey = (n: number, changes: Parameters<typeof exampleTransfer>[3] = {}) => {
    const copy = library.copies[n - 1];
    if (copy) library.transfers.push(exampleTransfer(n, bookOf(library, copy), copy.barcode, changes));
  };
  const coming = { fromBranchId: hillBranch.id, toBranchId: mainBranch.id, state: 'shipped' } as const;
  library.boxes.push(
    exampleBox(1),
    exampleBox(2, { fromBranchId: hillBranch.id, toBranchId: mainBranch.id, state: 'sent' }),
  );
  journey(1);
  journey(3, { reason: 'hold', copyStatus: 'on_hold_shelf' });
  journey(4, { state: 'shipped', reason: 'home' });
  journey(6, { state: 'shipped', box: { number: 'BOX-1041', state: 'packing' } });
  journey(2, { ...coming, box: { number: 'BOX-1042', state: 'sent' } });
  journey(7, { ...coming, box: { number: 'BOX-1042', state: 'sent' } });
  const late = { late: true, expectedAt: '2026-11-17T09:00:00.000Z' };
  journey(8, { ...coming, ...late, reason: 'hold', box: { number: 'BOX-1033', state: 'received' } });
}

/** Two returns made while the line was down: the server refused one, the other still waits. */
export async function leaveSomethingToAttend(host: TestHost): Promise<void> {
  host.goOffline();
  for (const n of [1, 2]) await host.calls['loans.return']({ barcode: copyBarcode(n) });
  host.goLive();
  const [refused] = host.library.outbox;
  if (!refused) return;
  Object.assign(refused, {
    state: 'needs_attention',
    problem: problem('COPY_NOT_FOUND'),
    advice: 'Look at the label: perhaps the book belongs to another library.',
  });
  host.change({ outbox: { queued: 1, needsAttention: 1, sentence: null } });
}
