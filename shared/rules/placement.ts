import type { NextStep, TransferReason } from '#shared/contract/vocabulary.ts';

/** A hold as far as the placing of a copy is concerned. */
export type Queued = { id: string; memberId: string; pickupBranchId: string };

export type Placement =
  | { step: Extract<NextStep, 'hold_shelf'>; holdId: string }
  | { step: Extract<NextStep, 'transit'>; toBranchId: string; reason: TransferReason; holdId: string | null }
  | { step: Extract<NextStep, 'shelve'> };

type Facts = {
  /** Where the copy is. */
  branchId: string;
  /** Where it belongs when nobody waits: its home, or where a journey was meant to end. */
  destination: { branchId: string; reason: TransferReason };
  /** Whose turn it is: the hold it was given to, or the first in the waitlist. */
  hold: Queued | null;
};

/**
 * Where does this copy go now? The one rule for every copy that comes free: returned, received, or left by a hold that
 * is over (domain.md, "Return" and "Holds").
 */
export function placementOf({ branchId, destination, hold }: Facts): Placement {
  if (hold?.pickupBranchId === branchId) return { step: 'hold_shelf', holdId: hold.id };
  if (hold) return { step: 'transit', toBranchId: hold.pickupBranchId, reason: 'hold', holdId: hold.id };
  if (destination.branchId === branchId) return { step: 'shelve' };
  return { step: 'transit', toBranchId: destination.branchId, reason: destination.reason, holdId: null };
}
