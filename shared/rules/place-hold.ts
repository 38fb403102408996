import type { RefusalCode } from '#shared/contract/refusals.ts';
import type { MemberStatus } from '#shared/contract/vocabulary.ts';
import { memberExpired, memberSuspended } from './member-blocks.ts';
import { type Check, firstRefusal, type Refused } from './refusal-checks.ts';

/** Everything the placing of a hold is decided from; read under the locks of the waitlist and the member. */
export type PlaceHoldFacts = {
  /** The day it is at the pickup branch: `2026-11-22`. */
  today: string;
  member: { status: MemberStatus; expiresOn: string | null };
  /** The member's own active hold on the book. */
  ownHold: { id: string } | null;
  /** The member's open loan of a copy of the book. */
  ownLoan: { id: string; dueAt: string } | null;
  /** Active holds on the book, whether they have a copy or not. */
  activeHolds: number;
  maxHoldsPerBook: number;
};

export type PlaceHoldDecision = Refused | { kind: 'place'; overridden: RefusalCode[] };

/**
 * The first that holds, in this order (domain.md, "Holds"). That a membership which may not borrow may not wait either
 * is what Koha, Evergreen and FOLIO agree on; staff may set that aside as at checkout.
 */
export const placeHoldChecks: readonly Check<PlaceHoldFacts>[] = [
  memberSuspended,
  memberExpired,
  {
    code: 'HOLD_EXISTS',
    when: 'the member waits for the book already',
    holds: ({ ownHold }) => ownHold !== null,
    because: ({ ownHold }) => ({ holdId: ownHold?.id }),
  },
  {
    code: 'ALREADY_YOURS',
    when: 'the member has a copy of the book on loan',
    holds: ({ ownLoan }) => ownLoan !== null,
    because: ({ ownLoan }) => ({ loanId: ownLoan?.id, dueAt: ownLoan?.dueAt }),
  },
  {
    code: 'WAITLIST_FULL',
    when: 'as many members wait for the book as the policy allows',
    holds: ({ activeHolds, maxHoldsPerBook }) => activeHolds >= maxHoldsPerBook,
    because: ({ activeHolds, maxHoldsPerBook }) => ({ waiting: activeHolds, limit: maxHoldsPerBook }),
  },
];

/** May this member wait for this book? `setAside` are the codes that staff chose to override. */
export function decidePlaceHold(facts: PlaceHoldFacts, setAside: readonly string[] = []): PlaceHoldDecision {
  const verdict = firstRefusal(placeHoldChecks, facts, setAside);
  if (verdict.kind === 'refused') return verdict;
  return { kind: 'place', overridden: verdict.overridden };
}
