import fc from 'fast-check';
import { CopyStatus, type TransferReason } from '#shared/contract/vocabulary.ts';
import type { ReturnFacts } from '../return.ts';

export const here = 'branch-here';
export const there = 'branch-there';
export const now = new Date('2026-11-22T10:00:00Z');
const yesterday = '2026-11-21T10:00:00.000Z';

type Changed = Partial<Omit<ReturnFacts, 'copy'>> & { copy?: Partial<ReturnFacts['copy']> };

/** A copy of this branch, lent yesterday, for which nobody waits; with what is given here instead. */
export const facts = ({ copy, ...changed }: Changed = {}): ReturnFacts => ({
  now,
  observedAt: null,
  branchId: here,
  bookDrop: null,
  condition: null,
  copy: {
    id: 'copy-1',
    status: 'on_loan',
    homeBranchId: here,
    currentBranchId: here,
    condition: 'good',
    movedAt: yesterday,
    ...copy,
  },
  openLoan: { id: 'loan-1', checkedOutAt: yesterday, claimedReturnedAt: null },
  loanEnd: null,
  assignedHold: null,
  openTransfer: null,
  leftOnShelfBy: null,
  firstWaiting: null,
  floats: false,
  ...changed,
});
export const onShelf = { openLoan: null, copy: { status: 'available' as const } };
export const waitingAt = (pickupBranchId: string) => ({ id: 'hold-1', memberId: 'member-1', pickupBranchId });
export const under = (state: 'requested' | 'shipped', toBranchId: string, reason: TransferReason = 'home') => ({
  id: 'transfer-1',
  toBranchId,
  state,
  reason,
});
export const close = { kind: 'close_loan', loanId: 'loan-1', returnedAt: now };
export const move = (status: CopyStatus, condition = 'good') => ({ kind: 'move_copy', status, condition });

const hold = fc.option(
  fc.record({ id: fc.constant('hold-1'), memberId: fc.constant('m'), pickupBranchId: fc.constantFrom(here, there) }),
);
/** Any facts of a return, consistent or not. */
export const anyFacts: fc.Arbitrary<ReturnFacts> = fc.record({
  now: fc.constant(now),
  observedAt: fc.option(fc.date({ min: new Date('2026-11-20'), max: new Date('2026-11-24'), noInvalidDate: true })),
  branchId: fc.constant(here),
  bookDrop: fc.constant(null),
  condition: fc.constantFrom(null, 'good' as const, 'worn' as const, 'damaged' as const),
  copy: fc.record({
    id: fc.constant('copy-1'),
    status: fc.constantFrom(...CopyStatus.options),
    homeBranchId: fc.constantFrom(here, there),
    currentBranchId: fc.constantFrom(here, there),
    condition: fc.constantFrom('good' as const, 'damaged' as const),
    movedAt: fc.constant(yesterday),
  }),
  openLoan: fc.option(fc.constant({ id: 'loan-1', checkedOutAt: yesterday, claimedReturnedAt: null })),
  loanEnd: fc.constant(null),
  assignedHold: hold,
  leftOnShelfBy: fc.option(fc.constant({ holdId: 'hold-0' })),
  openTransfer: fc.option(
    fc.record({
      id: fc.constant('transfer-1'),
      toBranchId: fc.constantFrom(here, there),
      state: fc.constantFrom('requested' as const, 'shipped' as const),
      reason: fc.constantFrom('home' as const, 'hold' as const, 'rebalance' as const, 'repair' as const),
    }),
  ),
  firstWaiting: hold,
  floats: fc.boolean(),
});
