import { copyBarcode } from './example-records.ts';
import { librarian } from './example-state.ts';
import { admin } from './policies-calls.ts';
import { problem } from './problem.ts';
import type { TestHost } from './test-host.ts';

type Situation = 'admin' | 'locked' | 'signed_out' | 'not_enrolled' | 'loading';

/** Puts the desk into a situation that comes from outside the window. */
export function become(host: TestHost, situation: Situation): void {
  if (situation === 'admin') host.change({ session: { kind: 'signed_in', person: admin } });
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
