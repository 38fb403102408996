import type { BoxState, CopyStatus, TransferReason, TransferState } from '#shared/contract/vocabulary.ts';
import { type Refused, refused } from './refusal-checks.ts';
import { maySend } from './transfer.ts';

/** What one person can carry is far less; the list of a box stays one page of the API. */
export const mostInABox = 500;

/** What the packing of a copy is decided from; read under the locks of the copy, its waitlist and the box. */
export type PackFacts = {
  box: { id: string; state: BoxState; fromBranchId: string; toBranchId: string; copies: number };
  copy: { status: CopyStatus; currentBranchId: string };
  openTransfer: {
    id: string;
    toBranchId: string;
    state: TransferState;
    reason: TransferReason;
    boxId: string | null;
  } | null;
  /** Somebody's turn is now, and this copy is kept for nobody. */
  waitedFor: boolean;
  /** Whoever packs wants it sent even if no transfer asks for it. */
  request: boolean;
};

export type PackDecision =
  | Refused
  | { kind: 'already_packed' }
  /** It lies ready, or was said to be in another box: whoever has it in the hand is right. */
  | { kind: 'pack'; transferId: string }
  | { kind: 'ship'; transferId: string }
  | { kind: 'request_and_ship' };

/** A copy is put into a box: may it travel there? */
export function decidePack(facts: PackFacts): PackDecision {
  const { box, copy, openTransfer } = facts;
  if (box.state !== 'packing') return refused('BOX_STATE', { state: box.state });
  if (openTransfer?.boxId === box.id) return { kind: 'already_packed' };
  if (box.copies >= mostInABox) return refused('BOX_FULL', { most: mostInABox });
  if (copy.currentBranchId !== box.fromBranchId) return refused('COPY_ELSEWHERE', { branchId: copy.currentBranchId });
  if (!openTransfer) return unasked(facts);
  if (openTransfer.toBranchId !== box.toBranchId) {
    return refused('GOES_ELSEWHERE', { branchId: openTransfer.toBranchId });
  }
  if (openTransfer.state === 'shipped') return { kind: 'pack', transferId: openTransfer.id };
  if (!maySend(copy.status, openTransfer.reason)) return notFrom(copy.status);
  // What is to be repaired goes even if somebody waits for it, as at a return.
  if (facts.waitedFor && openTransfer.reason !== 'repair') return refused('WAITED_FOR');
  return { kind: 'ship', transferId: openTransfer.id };
}

/** No transfer asks for the copy: it is sent only if that is wanted, and only what stands on its shelf. */
function unasked({ copy, waitedFor, request }: PackFacts): PackDecision {
  if (copy.status !== 'available') return notFrom(copy.status);
  if (waitedFor) return refused('WAITED_FOR');
  return request ? { kind: 'request_and_ship' } : refused('NO_TRANSFER');
}

const notFrom = (status: CopyStatus) => refused('COPY_STATE', { from: status, to: 'in_transit' });

/** May a copy be taken out again? Only before the box has left. */
export function decideUnpack({ state, holdsIt }: { state: BoxState; holdsIt: boolean }): Refused | { kind: 'unpack' } {
  if (!holdsIt) return refused('NOT_IN_BOX');
  return state === 'packing' ? { kind: 'unpack' } : refused('BOX_STATE', { state });
}

/** `packing → sent`: the box leaves. */
export function decideSend({ state, copies }: { state: BoxState; copies: number }): Refused | { kind: 'send' } {
  if (state !== 'packing') return refused('BOX_STATE', { state });
  return copies > 0 ? { kind: 'send' } : refused('BOX_EMPTY');
}

/** `→ received`: the box is unpacked. One that arrived has left, even if nobody said so. */
export function decideClose({ state }: { state: BoxState }): Refused | { kind: 'close' } {
  return state === 'received' ? refused('BOX_STATE', { state }) : { kind: 'close' };
}
