import type {
  Condition,
  CopyStatus,
  NextStep,
  ReturnOutcome,
  TransferReason,
  TransferState,
} from '#shared/contract/vocabulary.ts';
import { endLoan, type LoanEndEffect, type LoanEndFacts, refundIn } from './loan-end.ts';
import { placementOf, type Queued } from './placement.ts';
import { type BookDrop, returnedAt } from './returned-at.ts';

/** Everything a return is decided from; read under the locks of the copy and the book's waitlist. */
export type ReturnFacts = {
  now: Date;
  /** When a desk saw the copy, if it could not tell us at once. */
  observedAt: Date | null;
  branchId: string;
  /** It came out of this branch's book drop. */
  bookDrop: BookDrop | null;
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
  openLoan: { id: string; checkedOutAt: string; claimedReturnedAt: string | null } | null;
  /** Where the open loan is overdue, or its copy was declared lost; null for any other. */
  loanEnd: LoanEndFacts | null;
  /** The hold this copy is assigned to, on the shelf or on its way. */
  assignedHold: Queued | null;
  openTransfer: { id: string; toBranchId: string; state: TransferState; reason: TransferReason } | null;
  /** A hold that was over while the copy stood on the hold shelf for it, and nobody has had it in the hand since. */
  leftOnShelfBy: { holdId: string } | null;
  /** The first in the book's waitlist that has no copy yet; null for a copy that is not lent. */
  firstWaiting: Queued | null;
  /** The policy lets a copy stay where it is returned. */
  floats: boolean;
};

export type ReturnEffect =
  | LoanEndEffect
  | { kind: 'close_loan'; loanId: string; returnedAt: Date }
  | { kind: 'clear_hold_shelf'; holdId: string }
  | { kind: 'receive_transfer'; transferId: string }
  | { kind: 'cancel_transfer'; transferId: string }
  /** It was asked for and is in the hand now: it goes into the box. */
  | { kind: 'ship_transfer'; transferId: string }
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
  return arrive(facts, destinationOf(facts));
}

/**
 * A copy came out of a box. As a return, but at the wrong branch it is recorded where it is, and sent on to where it was
 * going (domain.md, "Transfers"); and one that was received before stays where it stands.
 */
export function decideReceipt(facts: ReturnFacts): ReturnDecision {
  const { openTransfer, openLoan, copy, branchId } = facts;
  if (openTransfer && travelsElsewhere(facts) && !isOldNews(facts)) {
    const { toBranchId, reason } = openTransfer;
    // What is to be repaired is nobody's turn, as where it was sent from (isToBeSent).
    const firstWaiting = reason === 'repair' ? null : facts.firstWaiting;
    return arrive({ ...facts, firstWaiting }, { branchId: toBranchId, reason });
  }
  const standsHere = copy.status === 'available' && copy.currentBranchId === branchId && !openTransfer && !openLoan;
  return standsHere ? arrive(facts, { branchId, reason: 'home' }) : decideReturn(facts);
}

/**
 * Where the copy belongs when nobody waits for it: here if it floats, or if it was asked for here; else its home.
 * A copy that floats keeps its home, as with Koha's "item floats": whoever ends the floating has it sent home again.
 */
function destinationOf({ floats, branchId, openTransfer, copy }: ReturnFacts): Destination {
  const isAskedForHere = openTransfer?.toBranchId === branchId && askedFor.includes(openTransfer.reason);
  return { branchId: floats || isAskedForHere ? branchId : copy.homeBranchId, reason: 'home' };
}

const askedFor: readonly TransferReason[] = ['request', 'rebalance'];

function arrive(facts: ReturnFacts, destination: Destination): ReturnDecision {
  const effects = settle(facts);
  const placed = place(facts, effects, destination);
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
  const { openLoan, openTransfer, branchId } = facts;
  const effects: ReturnEffect[] = [];
  if (facts.leftOnShelfBy) effects.push({ kind: 'clear_hold_shelf', holdId: facts.leftOnShelfBy.holdId });
  if (openLoan) {
    const at = returnedAt({ ...facts, loan: openLoan });
    effects.push({ kind: 'close_loan', loanId: openLoan.id, returnedAt: at }, ...endLoan(facts.loanEnd, at));
  }
  if (openTransfer && !isToBeSent(facts)) {
    const kind = openTransfer.toBranchId === branchId ? 'receive_transfer' : 'cancel_transfer';
    effects.push({ kind, transferId: openTransfer.id });
  }
  return effects;
}

/**
 * A transfer was requested and the copy is in the hand: it goes, unless somebody waits for it, for whom it has not been
 * kept, or it is damaged: nobody at the other end would know. What is to be repaired goes in any condition.
 */
function isToBeSent(facts: ReturnFacts): boolean {
  const { openTransfer, branchId, assignedHold, firstWaiting } = facts;
  if (openTransfer?.state !== 'requested' || openTransfer.toBranchId === branchId) return false;
  if (openTransfer.reason === 'repair') return true;
  if (staysInMaintenance(facts)) return false;
  return assignedHold ? assignedHold.pickupBranchId === openTransfer.toBranchId : !firstWaiting;
}

type Destination = { branchId: string; reason: TransferReason };
type Placed = Pick<ReturnDecision, 'next' | 'toBranchId' | 'effects'>;

/** Where the copy goes from here. */
function place(facts: ReturnFacts, settled: ReturnEffect[], destination: Destination): Placed {
  const { branchId, assignedHold, firstWaiting, openTransfer } = facts;
  const to = (next: NextStep, toBranchId: string | null, status: CopyStatus, effects: ReturnEffect[]) => ({
    next,
    toBranchId,
    effects: [...settled, ...effects, ...move(facts, status)],
  });
  if (openTransfer && isToBeSent(facts)) {
    const shipped = { kind: 'ship_transfer', transferId: openTransfer.id } as const;
    return to('transit', openTransfer.toBranchId, 'in_transit', [shipped]);
  }
  if (staysInMaintenance(facts)) {
    const requeued: ReturnEffect[] = assignedHold ? [{ kind: 'requeue_hold', holdId: assignedHold.id }] : [];
    return to('maintenance', null, 'maintenance', requeued);
  }
  const placement = placementOf({ branchId, destination, hold: assignedHold ?? firstWaiting });
  if (placement.step === 'shelve') return to('shelve', null, 'available', []);
  if (placement.step === 'hold_shelf') return to('hold_shelf', null, 'on_hold_shelf', ready(facts, placement.holdId));
  const { toBranchId, reason, holdId } = placement;
  const assigned: ReturnEffect[] = holdId ? [{ kind: 'assign_hold', holdId, as: 'in_transit' }] : [];
  const opened = { kind: 'open_transfer', toBranchId, reason, holdId } as const;
  return to('transit', toBranchId, 'in_transit', [...assigned, opened]);
}

/** A copy that stands on its hold shelf already keeps its expiry. */
function ready({ copy, branchId, assignedHold }: ReturnFacts, holdId: string): ReturnEffect[] {
  const waitsHere = assignedHold !== null && copy.status === 'on_hold_shelf' && copy.currentBranchId === branchId;
  return waitsHere ? [] : [{ kind: 'assign_hold', holdId, as: 'ready' }];
}

const staysInMaintenance = ({ condition, copy, openTransfer, branchId }: ReturnFacts) =>
  condition === 'damaged' ||
  (copy.status === 'maintenance' && condition === null) ||
  (openTransfer?.reason === 'repair' && openTransfer.toBranchId === branchId);

/** No effect where nothing changes: a copy that stands on its shelf is scanned without a trace in its history. */
function move({ copy, branchId, condition, openLoan }: ReturnFacts, status: CopyStatus): ReturnEffect[] {
  const stays = copy.status === status && copy.currentBranchId === branchId && !openLoan;
  if (stays && (condition === null || condition === copy.condition)) return [];
  return [{ kind: 'move_copy', status, condition: condition ?? copy.condition }];
}
