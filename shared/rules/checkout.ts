import type { PolicyTerms } from '#shared/contract/policy.ts';
import type { RefusalCode } from '#shared/contract/refusals.ts';
import type { CopyStatus, MemberStatus } from '#shared/contract/vocabulary.ts';
import { balanceOverLimit, loanLimitReached, memberExpired, memberSuspended } from './member-blocks.ts';
import { type Check, firstRefusal, type Refused } from './refusal-checks.ts';

/** Everything a checkout is decided from; read under the locks of the copy and the member. */
export type CheckoutFacts = {
  branchId: string;
  /** The day it is at the branch: `2026-11-22`. */
  today: string;
  copy: { id: string; status: CopyStatus };
  member: { id: string; status: MemberStatus; expiresOn: string | null };
  terms: PolicyTerms;
  openLoan: { id: string; memberId: string | null; checkedOutAt: string; dueAt: string } | null;
  /** The hold that this copy is assigned to, on the shelf or on its way. */
  assignedHold: { id: string; memberId: string } | null;
  openTransfer: { id: string; toBranchId: string } | null;
  /** This member's own hold on the book, with the copy it may have been given. */
  ownHold: { id: string; copyId: string | null } | null;
  openLoans: number;
  balanceCents: number;
  /** Other members who wait for a copy, before this member if he waits himself. */
  waitingBefore: number;
  /** Copies of the book that stand on a shelf, this one included if it does. */
  availableCopies: number;
};

export type CheckoutEffect =
  | { kind: 'open_loan' }
  | { kind: 'fulfil_hold'; holdId: string }
  /** The member took another copy than the one that waited for him: that one passes to the next in the queue. */
  | { kind: 'pass_copy_on'; copyId: string }
  | { kind: 'receive_transfer'; transferId: string }
  | { kind: 'cancel_transfer'; transferId: string }
  /** A copy that was meant for somebody else's hold leaves it: the hold waits again, at its old place. */
  | { kind: 'requeue_hold'; holdId: string };

export type CheckoutDecision = Refused | { kind: 'lend'; effects: CheckoutEffect[]; overridden: RefusalCode[] };

const isTheirs = ({ assignedHold, member }: CheckoutFacts) => assignedHold?.memberId === member.id;
const arrivedHere = ({ openTransfer, branchId }: CheckoutFacts) => openTransfer?.toBranchId === branchId;

/** The table of domain.md, "Checkout": the first that holds, in this order. */
export const checkoutChecks: readonly Check<CheckoutFacts>[] = [
  memberSuspended,
  memberExpired,
  {
    code: 'ALREADY_YOURS',
    when: 'this member has the copy already',
    holds: ({ openLoan, member }) => openLoan !== null && openLoan.memberId === member.id,
    because: ({ openLoan }) => ({ loanId: openLoan?.id, dueAt: openLoan?.dueAt }),
  },
  {
    code: 'COPY_ON_LOAN',
    when: 'another member has the copy',
    holds: ({ openLoan }) => openLoan !== null,
    because: ({ openLoan }) => ({
      since: openLoan?.checkedOutAt,
      dueAt: openLoan?.dueAt,
      memberId: openLoan?.memberId,
    }),
  },
  {
    code: 'HELD_FOR_ANOTHER',
    when: 'the copy is on the hold shelf for another member, or has just arrived here for him',
    holds: (facts) =>
      facts.assignedHold !== null && !isTheirs(facts) && (facts.copy.status === 'on_hold_shelf' || arrivedHere(facts)),
  },
  {
    code: 'COPY_IN_TRANSIT',
    when: 'the copy is on its way to another branch',
    holds: (facts) => facts.copy.status === 'in_transit' && !arrivedHere(facts),
    because: ({ openTransfer }) => ({ toBranchId: openTransfer?.toBranchId }),
  },
  {
    code: 'COPY_WITHDRAWN',
    when: 'the copy was withdrawn',
    holds: ({ copy }) => copy.status === 'withdrawn',
  },
  {
    code: 'COPY_NOT_LENDABLE',
    when: 'the copy is in maintenance, or the policy does not lend it',
    holds: ({ copy, terms }) => copy.status === 'maintenance' || !terms.lendable,
    because: ({ copy }) => ({ status: copy.status }),
  },
  {
    code: 'COPY_LOST',
    when: 'the copy was recorded as lost or missing',
    holds: ({ copy }) => copy.status === 'lost' || copy.status === 'missing',
    because: ({ copy }) => ({ status: copy.status, action: 'mark_found' }),
  },
  loanLimitReached,
  balanceOverLimit,
  {
    code: 'HOLDS_WAITING',
    when: 'others wait for the book before this member, and no more copies stand on the shelves than they are',
    holds: (facts) => !isTheirs(facts) && facts.waitingBefore > 0 && facts.availableCopies <= facts.waitingBefore,
    because: ({ waitingBefore }) => ({ waiting: waitingBefore }),
  },
];

/**
 * May this member have this copy, and what follows? `setAside` are the codes that staff chose to override; only what
 * the contract calls overridable can be.
 */
export function decideCheckout(facts: CheckoutFacts, setAside: readonly string[] = []): CheckoutDecision {
  const verdict = firstRefusal(checkoutChecks, facts, setAside);
  if (verdict.kind === 'refused') return verdict;
  return { kind: 'lend', effects: effectsOf(facts), overridden: verdict.overridden };
}

function effectsOf(facts: CheckoutFacts): CheckoutEffect[] {
  const { copy, openTransfer, ownHold, assignedHold } = facts;
  const effects: CheckoutEffect[] = [{ kind: 'open_loan' }];
  if (openTransfer) {
    effects.push({ kind: arrivedHere(facts) ? 'receive_transfer' : 'cancel_transfer', transferId: openTransfer.id });
  }
  if (assignedHold && !isTheirs(facts)) effects.push({ kind: 'requeue_hold', holdId: assignedHold.id });
  if (ownHold) effects.push({ kind: 'fulfil_hold', holdId: ownHold.id });
  if (ownHold?.copyId && ownHold.copyId !== copy.id) effects.push({ kind: 'pass_copy_on', copyId: ownHold.copyId });
  return effects;
}
