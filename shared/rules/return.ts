import type { Condition, CopyStatus, NextStep, ReturnOutcome, TransferReason } from '#shared/contract/vocabulary.ts';
import { endLoan, type LoanEndEffect, type LoanEndFacts, refundIn } from './loan-end.ts';

type Queued = { id: string; memberId: string; pickupBranchId: string };

/** Everything a return is decided from; read under the locks of the copy and the book's waitlist. */
export type ReturnFacts = {
  now: Date;
  /** When a desk saw the copy, if it could not tell us at once. */
  observedAt: Date | null;
  branchId: string;
  condition: Condition | null;
  copy: {
    id: string;
    status: CopyStatus;
    homeBranchId: string;
    currentBranchId: string;
    condition: Condition;
    /** When it last changed its state or its place. */
    movedAt: string;
  };
  openLoan: { id: string; checkedOutAt: string } | null;
  /** Where the open loan is overdue, or its copy was declared lost; null for any other. */
  loanEnd: LoanEndFacts | null;
  /** The hold this copy is assigned to, on the shelf or on its way. */
  assignedHold: Queued | null;
  openTransfer: { id: string; toBranchId: string } | null;
  /** The first in the book's waitlist that has no copy yet. */
  firstWaiting: Queued | null;
};

export type ReturnEffect =
  | LoanEndEffect
  | { kind: 'close_loan'; loanId: string; returnedAt: Date }
  | { kind: 'receive_transfer'; transferId: string }
  | { kind: 'cancel_transfer'; transferId: string }
  | { kind: 'requeue_hold'; holdId: string }
  /** The copy goes to this hold: it waits on the shelf here, or travels to the pickup branch. */
  | { kind: 'assign_hold'; holdId: string; as: 'ready' | 'in_transit' }
  | { kind: 'open_transfer'; toBranchId: string; reason: TransferReason; holdId: string | null }
  | { kind: 'move_copy'; status: CopyStatus; condition: Condition };

export type ReturnDecision = {
  outcome: ReturnOutcome;
  next: NextStep;
  alreadyReturned: boolean;
  /** Where the copy must travel; null when it stays. */
  toBranchId: string | null;
  effects: ReturnEffect[];
};

/**
 * A copy is in somebody's hand at this branch: what follows? Never a refusal for what somebody else did
 * (domain.md, "Return").
 */
export function decideReturn(facts: ReturnFacts): ReturnDecision {
  if (isOlderThanLoan(facts)) return untouched(facts, 'superseded', 'refer');
  if (isOldNews(facts) || isWithdrawn(facts) || travelsElsewhere(facts)) return asItIs(facts);
  const effects = settle(facts);
  const placed = place(facts, effects);
  const next = refundIn(effects) > 0 ? 'refer' : placed.next;
  return { outcome: outcomeOf(facts), alreadyReturned: !facts.openLoan, ...placed, next };
}

/** A queued return from before the present loan began: the newer loan is left alone. */
function isOlderThanLoan({ observedAt, openLoan }: ReturnFacts): boolean {
  return observedAt !== null && openLoan !== null && observedAt < new Date(openLoan.checkedOutAt);
}

/** What a desk saw before the copy's last move undoes nothing (invariant 12). */
function isOldNews({ observedAt, openLoan, copy }: ReturnFacts): boolean {
  return observedAt !== null && openLoan === null && observedAt < new Date(copy.movedAt);
}

const isWithdrawn = ({ copy, openLoan }: ReturnFacts) => copy.status === 'withdrawn' && openLoan === null;

const travelsElsewhere = ({ copy, openLoan, openTransfer, branchId }: ReturnFacts) =>
  copy.status === 'in_transit' && !openLoan && openTransfer !== null && openTransfer.toBranchId !== branchId;

const presentStep: Record<CopyStatus, NextStep> = {
  available: 'shelve',
  on_loan: 'refer',
  on_hold_shelf: 'hold_shelf',
  in_transit: 'transit',
  maintenance: 'maintenance',
  missing: 'refer',
  lost: 'refer',
  withdrawn: 'refer',
};

/** Nothing changes; the answer says what the copy's present state asks for. */
function asItIs(facts: ReturnFacts): ReturnDecision {
  const decision = untouched(facts, 'already_returned', presentStep[facts.copy.status]);
  return {
    ...decision,
    toBranchId: facts.copy.status === 'in_transit' ? (facts.openTransfer?.toBranchId ?? null) : null,
  };
}

const untouched = (facts: ReturnFacts, outcome: ReturnOutcome, next: NextStep): ReturnDecision => ({
  outcome,
  next,
  alreadyReturned: !facts.openLoan,
  toBranchId: null,
  effects: [],
});

function outcomeOf({ copy, openLoan, openTransfer }: ReturnFacts): ReturnOutcome {
  if (copy.status === 'lost' || copy.status === 'missing') return 'found';
  if (openLoan) return 'returned';
  return openTransfer && copy.status === 'in_transit' ? 'received' : 'already_returned';
}

/** What ends with the copy's arrival: the loan, and the journey. */
function settle(facts: ReturnFacts): ReturnEffect[] {
  const { openLoan, openTransfer, branchId, observedAt, now } = facts;
  const effects: ReturnEffect[] = [];
  if (openLoan) {
    const at = returnedAt(observedAt, now);
    effects.push({ kind: 'close_loan', loanId: openLoan.id, returnedAt: at }, ...endLoan(facts.loanEnd, at));
  }
  if (openTransfer) {
    const kind = openTransfer.toBranchId === branchId ? 'receive_transfer' : 'cancel_transfer';
    effects.push({ kind, transferId: openTransfer.id });
  }
  return effects;
}

/** Nobody is fined for our outage: the moment it was seen, but never one that is still to come. */
const returnedAt = (observedAt: Date | null, now: Date) => (observedAt && observedAt < now ? observedAt : now);

/** Where the copy goes from here. */
function place(facts: ReturnFacts, settled: ReturnEffect[]): Pick<ReturnDecision, 'next' | 'toBranchId' | 'effects'> {
  const { copy, branchId, assignedHold, firstWaiting } = facts;
  const to = (next: NextStep, toBranchId: string | null, status: CopyStatus, effects: ReturnEffect[]) => ({
    next,
    toBranchId,
    effects: [...settled, ...effects, ...move(facts, status)],
  });
  if (staysInMaintenance(facts)) {
    const requeued: ReturnEffect[] = assignedHold ? [{ kind: 'requeue_hold', holdId: assignedHold.id }] : [];
    return to('maintenance', null, 'maintenance', requeued);
  }
  const hold = assignedHold ?? firstWaiting;
  if (hold?.pickupBranchId === branchId) {
    // A copy that stands on its hold shelf already keeps its expiry.
    const waitsHere = assignedHold !== null && copy.status === 'on_hold_shelf' && copy.currentBranchId === branchId;
    return to(
      'hold_shelf',
      null,
      'on_hold_shelf',
      waitsHere ? [] : [{ kind: 'assign_hold', holdId: hold.id, as: 'ready' }],
    );
  }
  if (hold) {
    return to('transit', hold.pickupBranchId, 'in_transit', [
      { kind: 'assign_hold', holdId: hold.id, as: 'in_transit' },
      { kind: 'open_transfer', toBranchId: hold.pickupBranchId, reason: 'hold', holdId: hold.id },
    ]);
  }
  if (copy.homeBranchId === branchId) return to('shelve', null, 'available', []);
  return to('transit', copy.homeBranchId, 'in_transit', [
    { kind: 'open_transfer', toBranchId: copy.homeBranchId, reason: 'home', holdId: null },
  ]);
}

const staysInMaintenance = ({ condition, copy }: ReturnFacts) =>
  condition === 'damaged' || (copy.status === 'maintenance' && condition === null);

/** No effect where nothing changes: a copy that stands on its shelf is scanned without a trace in its history. */
function move({ copy, branchId, condition, openLoan }: ReturnFacts, status: CopyStatus): ReturnEffect[] {
  const stays = copy.status === status && copy.currentBranchId === branchId && !openLoan;
  if (stays && (condition === null || condition === copy.condition)) return [];
  return [{ kind: 'move_copy', status, condition: condition ?? copy.condition }];
}
