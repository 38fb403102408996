import type { CopyStatus, TransferReason, TransferState } from '#shared/contract/vocabulary.ts';
import { copyMoves } from './copy-state.ts';
import { placementOf, type Queued } from './placement.ts';

/** A copy whose hold is over, while nobody has it in the hand; read under the locks of the copy and the waitlist. */
export type ReleaseFacts = {
  copy: { status: CopyStatus; homeBranchId: string; currentBranchId: string };
  openTransfer: { id: string; state: TransferState } | null;
  /** The first in the waitlist that has no copy yet. */
  next: Queued | null;
  /** The policy lets the copy stay where it is. */
  floats: boolean;
};

export type ReleaseEffect =
  | { kind: 'assign_hold'; holdId: string; as: 'ready' | 'in_transit' }
  /** Nobody has the copy in the hand: it is put on the list of what is to be sent. */
  | { kind: 'request_transfer'; toBranchId: string; reason: TransferReason; holdId: string | null }
  | { kind: 'cancel_transfer'; transferId: string }
  /** Under way already: it goes on to where it was going, for somebody else or for nobody. */
  | { kind: 'hand_transfer_on'; transferId: string; holdId: string | null }
  | { kind: 'move_copy'; status: CopyStatus };

/**
 * A hold was cancelled, has expired, or its member took another copy: the copy kept for it passes to the next in the
 * queue, or is free again (domain.md, "Holds").
 */
export function decideRelease(facts: ReleaseFacts): ReleaseEffect[] {
  const { copy, openTransfer, next, floats } = facts;
  if (!isKept(copy.status)) return [];
  if (openTransfer?.state === 'shipped') return onTheWay(openTransfer.id, next);
  const effects: ReleaseEffect[] = [];
  if (openTransfer) effects.push({ kind: 'cancel_transfer', transferId: openTransfer.id });
  const destination = { branchId: floats ? copy.currentBranchId : copy.homeBranchId, reason: 'home' } as const;
  const placement = placementOf({ branchId: copy.currentBranchId, destination, hold: next });
  if (placement.step === 'hold_shelf') effects.push({ kind: 'assign_hold', holdId: placement.holdId, as: 'ready' });
  if (placement.step === 'transit') {
    const { toBranchId, reason, holdId } = placement;
    if (holdId) effects.push({ kind: 'assign_hold', holdId, as: 'in_transit' });
    effects.push({ kind: 'request_transfer', toBranchId, reason, holdId });
  }
  // What is promised to somebody stays on the hold shelf until it is sent: nobody else may take it from there.
  const status = next ? 'on_hold_shelf' : 'available';
  return copy.status === status ? effects : [...effects, { kind: 'move_copy', status }];
}

/** One that went missing or to the binder in the meantime is passed on by nobody. */
const isKept = (status: CopyStatus) => copyMoves.release.from.some((kept) => kept === status);

function onTheWay(transferId: string, next: Queued | null): ReleaseEffect[] {
  const handedOn = { kind: 'hand_transfer_on', transferId, holdId: next?.id ?? null } as const;
  return next ? [{ kind: 'assign_hold', holdId: next.id, as: 'in_transit' }, handedOn] : [handedOn];
}
