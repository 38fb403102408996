import type { BoxState, CopyStatus, TransferReason, TransferState } from '#shared/contract/vocabulary.ts';
import { mayMove } from './copy-state.ts';
import { type Refused, refused } from './refusal-checks.ts';

const day = 86_400_000;
/** When a copy that is asked for or sent now is expected; reported as late after that (domain.md, "Default policy"). */
export const expectedAt = (now: Date, transferDays: number): Date => new Date(now.getTime() + transferDays * day);

type LateFacts = { ended: boolean; expectedAt: string | null; boxState: BoxState | null };

/** Expected by now; or not found in the box with which it was to come. */
export const isLate = ({ ended, expectedAt, boxState }: LateFacts, now: Date): boolean =>
  !ended && (boxState === 'received' || (expectedAt !== null && new Date(expectedAt) < now));

type RequestFacts = {
  copy: { status: CopyStatus; currentBranchId: string };
  toBranchId: string;
  openTransfer: { id: string } | null;
};

/** Only what stands at a branch can be asked for: a loan, a hold or another journey says itself where a copy goes. */
export const requestable: readonly CopyStatus[] = ['available', 'maintenance'];

/** May this copy be sent there? */
export function decideRequest({ copy, toBranchId, openTransfer }: RequestFacts): Refused | { kind: 'request' } {
  if (openTransfer) return refused('TRANSFER_OPEN', { transferId: openTransfer.id });
  if (!requestable.includes(copy.status)) return refused('COPY_STATE', { from: copy.status, to: 'in_transit' });
  if (copy.currentBranchId === toBranchId) return refused('ALREADY_THERE');
  return { kind: 'request' };
}

type ShipFacts = { state: TransferState; reason: TransferReason; copy: { status: CopyStatus } };

/**
 * From these a copy may be sent. One in maintenance goes to be repaired only, as at a return: whoever receives it for any
 * other reason does not know that it is broken, and lends it.
 */
export const maySend = (status: CopyStatus, reason: TransferReason): boolean =>
  mayMove(status, 'in_transit', 'ship') && (status !== 'maintenance' || reason === 'repair');

/** `requested → shipped`: the copy is in the box. */
export function decideShip({ state, reason, copy }: ShipFacts): Refused | { kind: 'ship' } {
  if (state !== 'requested') return refused('TRANSFER_STATE', { state });
  if (!maySend(copy.status, reason)) {
    return refused('COPY_STATE', { from: copy.status, to: 'in_transit' });
  }
  return { kind: 'ship' };
}

type CancelFacts = {
  state: TransferState;
  reason: TransferReason;
  copy: { status: CopyStatus };
  assignedHold: { id: string } | null;
  /** It never arrived, and nobody knows where it is. */
  copyMissing: boolean;
};

export type CancelDecision = Refused | { kind: 'cancel'; requeuedHoldId: string | null; copyStatus: CopyStatus };

/**
 * Calls a journey off. A hold that it served goes back to its place in the queue, and the copy stands where it was
 * last seen, free to be fetched for whoever is first then; or it is missing. What was to be repaired still is.
 */
export function decideCancel(facts: CancelFacts): CancelDecision {
  const { state, assignedHold } = facts;
  if (state !== 'requested' && state !== 'shipped') return refused('TRANSFER_STATE', { state });
  return { kind: 'cancel', requeuedHoldId: assignedHold?.id ?? null, copyStatus: statusAfter(facts) };
}

function statusAfter({ reason, copy, copyMissing }: CancelFacts): CopyStatus {
  if (copyMissing && mayMove(copy.status, 'missing', 'mark_missing')) return 'missing';
  if (copy.status !== 'in_transit' && copy.status !== 'on_hold_shelf') return copy.status;
  return reason === 'repair' ? 'maintenance' : 'available';
}
