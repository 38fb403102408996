import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CopyStatus, type TransferReason } from '#shared/contract/vocabulary.ts';
import { decideReceipt, decideReturn, type ReturnFacts } from './return.ts';

const here = 'branch-here';
const there = 'branch-there';
const now = new Date('2026-11-22T10:00:00Z');
const yesterday = '2026-11-21T10:00:00.000Z';

type Changed = Partial<Omit<ReturnFacts, 'copy'>> & { copy?: Partial<ReturnFacts['copy']> };

const facts = ({ copy, ...changed }: Changed = {}): ReturnFacts => ({
  now,
  observedAt: null,
  branchId: here,
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
  openLoan: { id: 'loan-1', checkedOutAt: yesterday },
  loanEnd: null,
  assignedHold: null,
  openTransfer: null,
  firstWaiting: null,
  ...changed,
});
const onShelf = { openLoan: null, copy: { status: 'available' as const } };
const waitingAt = (pickupBranchId: string) => ({ id: 'hold-1', memberId: 'member-1', pickupBranchId });
const under = (state: 'requested' | 'shipped', toBranchId: string, reason: TransferReason = 'home') => ({
  id: 'transfer-1',
  toBranchId,
  state,
  reason,
});
const close = { kind: 'close_loan', loanId: 'loan-1', returnedAt: now };
const move = (status: CopyStatus, condition = 'good') => ({ kind: 'move_copy', status, condition });

describe('a return of an open loan', () => {
  test('at home, nobody waits: the loan is closed, shelve', () => {
    expect(decideReturn(facts())).toEqual({
      outcome: 'returned',
      next: 'shelve',
      alreadyReturned: false,
      toBranchId: null,
      effects: [close, move('available')],
    });
  });

  test('away from home, nobody waits: a transfer home is opened, send it home', () => {
    expect(decideReturn(facts({ copy: { homeBranchId: there } }))).toMatchObject({
      next: 'transit',
      toBranchId: there,
      effects: [close, { kind: 'open_transfer', toBranchId: there, reason: 'home', holdId: null }, move('in_transit')],
    });
  });

  test('somebody waits with pickup here: hold shelf, wherever its home is', () => {
    expect(decideReturn(facts({ firstWaiting: waitingAt(here), copy: { homeBranchId: there } }))).toMatchObject({
      next: 'hold_shelf',
      effects: [close, { kind: 'assign_hold', holdId: 'hold-1', as: 'ready' }, move('on_hold_shelf')],
    });
  });

  test('somebody waits with pickup elsewhere: a transfer for that hold', () => {
    expect(decideReturn(facts({ firstWaiting: waitingAt(there) }))).toMatchObject({
      next: 'transit',
      toBranchId: there,
      effects: [
        close,
        { kind: 'assign_hold', holdId: 'hold-1', as: 'in_transit' },
        { kind: 'open_transfer', toBranchId: there, reason: 'hold', holdId: 'hold-1' },
        move('in_transit'),
      ],
    });
  });

  test('damaged: maintenance, and no hold is assigned to it', () => {
    const decision = decideReturn(facts({ condition: 'damaged', firstWaiting: waitingAt(here) }));
    expect(decision).toMatchObject({ next: 'maintenance', effects: [close, move('maintenance', 'damaged')] });
  });
});

describe('a copy that is not on loan', () => {
  test('here and available: already returned, shelve, and nothing changes', () => {
    expect(decideReturn(facts(onShelf))).toEqual({
      outcome: 'already_returned',
      next: 'shelve',
      alreadyReturned: true,
      toBranchId: null,
      effects: [],
    });
  });

  test('taken from the shelf for somebody who waits: assigned exactly as on return', () => {
    const decision = decideReturn(facts({ ...onShelf, firstWaiting: waitingAt(here) }));
    expect(decision).toMatchObject({ next: 'hold_shelf', effects: [{ kind: 'assign_hold' }, move('on_hold_shelf')] });
  });

  test('on the hold shelf already: keeps its place and its expiry', () => {
    const decision = decideReturn(
      facts({ openLoan: null, copy: { status: 'on_hold_shelf' }, assignedHold: waitingAt(here) }),
    );
    expect(decision).toMatchObject({ next: 'hold_shelf', effects: [] });
  });

  test.each(['lost', 'missing'] as const)('%s: found, its state repaired', (status) => {
    const decision = decideReturn(facts({ openLoan: null, copy: { status } }));
    expect(decision).toMatchObject({ outcome: 'found', next: 'shelve', effects: [move('available')] });
  });

  test('in transit to this branch: received, then as any return', () => {
    const arriving = {
      openLoan: null,
      copy: { status: 'in_transit' as const },
      openTransfer: under('shipped', here),
    };
    expect(decideReturn(facts(arriving))).toMatchObject({
      outcome: 'received',
      next: 'shelve',
      effects: [{ kind: 'receive_transfer', transferId: 'transfer-1' }, move('available')],
    });
    const wanted = decideReturn(facts({ ...arriving, assignedHold: waitingAt(here) }));
    expect(wanted).toMatchObject({ next: 'hold_shelf', outcome: 'received' });
  });

  test('in transit to another branch: stays in transit, says where to', () => {
    const decision = decideReturn(
      facts({ openLoan: null, copy: { status: 'in_transit' }, openTransfer: under('shipped', there) }),
    );
    expect(decision).toMatchObject({ next: 'transit', toBranchId: there, effects: [] });
  });

  test('withdrawn: refer, nothing changes', () => {
    expect(decideReturn(facts({ openLoan: null, copy: { status: 'withdrawn' } }))).toMatchObject({
      next: 'refer',
      effects: [],
    });
  });

  test('in maintenance: stays there, unless somebody says that it is good again', () => {
    const inMaintenance = { openLoan: null, copy: { status: 'maintenance' as const } };
    expect(decideReturn(facts(inMaintenance))).toMatchObject({ next: 'maintenance', effects: [] });
    expect(decideReturn(facts({ ...inMaintenance, condition: 'good' }))).toMatchObject({ next: 'shelve' });
  });
});

describe('a copy that was asked for by another branch', () => {
  const asked = { ...onShelf, openTransfer: under('requested', there, 'rebalance') };
  const shipped = { kind: 'ship_transfer', transferId: 'transfer-1' };

  test('in the hand: it goes into the box', () => {
    const decision = decideReturn(facts(asked));
    expect(decision).toMatchObject({ next: 'transit', toBranchId: there, effects: [shipped, move('in_transit')] });
  });

  test('somebody waits for it here: he comes first, and the transfer is called off', () => {
    const decision = decideReturn(facts({ ...asked, firstWaiting: waitingAt(here) }));
    expect(decision.effects).toMatchObject([
      { kind: 'cancel_transfer' },
      { kind: 'assign_hold', as: 'ready' },
      move('on_hold_shelf'),
    ]);
  });

  test('for the member it is kept for: it is sent to him', () => {
    const kept = { ...asked, copy: { status: 'on_hold_shelf' as const }, assignedHold: waitingAt(there) };
    expect(decideReturn(facts(kept)).effects).toEqual([shipped, move('in_transit')]);
  });

  test('damaged: maintenance, unless it is to be repaired there', () => {
    expect(decideReturn(facts({ ...asked, condition: 'damaged' }))).toMatchObject({ next: 'maintenance' });
    const toRepair = { ...asked, openTransfer: under('requested', there, 'repair') };
    expect(decideReturn(facts({ ...toRepair, condition: 'damaged' }))).toMatchObject({ next: 'transit' });
  });

  test('taken there without a scan: received', () => {
    const decision = decideReturn(facts({ ...asked, openTransfer: under('requested', here, 'rebalance') }));
    expect(decision.effects).toMatchObject([{ kind: 'receive_transfer' }]);
  });
});

describe('a copy that comes out of a box', () => {
  const inBox = { openLoan: null, copy: { status: 'in_transit' as const, homeBranchId: here, currentBranchId: there } };

  test('at the wrong branch: it is recorded where it is, and sent on to where it was going', () => {
    const decision = decideReceipt(facts({ ...inBox, openTransfer: under('shipped', there, 'rebalance') }));
    expect(decision).toMatchObject({
      outcome: 'received',
      next: 'transit',
      toBranchId: there,
      effects: [
        { kind: 'cancel_transfer' },
        { kind: 'open_transfer', toBranchId: there, reason: 'rebalance', holdId: null },
        move('in_transit'),
      ],
    });
  });

  test('at the wrong branch, where somebody waits for it: he has it', () => {
    const misrouted = { ...inBox, openTransfer: under('shipped', there, 'home'), firstWaiting: waitingAt(here) };
    expect(decideReceipt(facts(misrouted))).toMatchObject({ next: 'hold_shelf', toBranchId: null });
  });

  test('at the wrong branch, for a hold: sent on to where he collects', () => {
    const misrouted = { ...inBox, openTransfer: under('shipped', there, 'hold'), assignedHold: waitingAt(there) };
    expect(decideReceipt(facts(misrouted))).toMatchObject({ next: 'transit', toBranchId: there });
  });

  test('seen before its last move: undoes nothing', () => {
    const stale = { ...inBox, openTransfer: under('shipped', there), observedAt: new Date('2026-11-20T10:00:00Z') };
    expect(decideReceipt(facts(stale))).toMatchObject({ effects: [] });
  });

  test('at the right branch, or not on its way at all: as any return', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const misrouted = given.copy.status === 'in_transit' && given.openTransfer?.toBranchId === there;
        if (!misrouted) expect(decideReceipt(given)).toEqual(decideReturn(given));
      }),
    );
  });
});

describe('a return that was queued at a desk', () => {
  test('is dated when the desk saw the copy: nobody is fined for our outage', () => {
    const observedAt = new Date('2026-11-22T08:00:00Z');
    expect(decideReturn(facts({ observedAt })).effects[0]).toMatchObject({ returnedAt: observedAt });
  });

  test('is dated now where the desk’s clock is ahead', () => {
    const decision = decideReturn(facts({ observedAt: new Date('2026-11-22T12:00:00Z') }));
    expect(decision.effects[0]).toMatchObject({ returnedAt: now });
  });

  test('from before the present loan is superseded: the newer loan is left alone', () => {
    const decision = decideReturn(facts({ observedAt: new Date('2026-11-20T10:00:00Z') }));
    expect(decision).toMatchObject({ outcome: 'superseded', next: 'refer', effects: [] });
  });

  test('from before the copy’s last move undoes nothing', () => {
    const decision = decideReturn(
      facts({
        ...onShelf,
        copy: { status: 'available', currentBranchId: there },
        observedAt: new Date('2026-11-20T10:00:00Z'),
      }),
    );
    expect(decision).toMatchObject({ outcome: 'already_returned', next: 'shelve', effects: [] });
  });
});

const hold = fc.option(
  fc.record({ id: fc.constant('hold-1'), memberId: fc.constant('m'), pickupBranchId: fc.constantFrom(here, there) }),
);
const anyFacts: fc.Arbitrary<ReturnFacts> = fc.record({
  now: fc.constant(now),
  observedAt: fc.option(fc.date({ min: new Date('2026-11-20'), max: new Date('2026-11-24'), noInvalidDate: true })),
  branchId: fc.constant(here),
  condition: fc.constantFrom(null, 'good' as const, 'worn' as const, 'damaged' as const),
  copy: fc.record({
    id: fc.constant('copy-1'),
    status: fc.constantFrom(...CopyStatus.options),
    homeBranchId: fc.constantFrom(here, there),
    currentBranchId: fc.constantFrom(here, there),
    condition: fc.constantFrom('good' as const, 'damaged' as const),
    movedAt: fc.constant(yesterday),
  }),
  openLoan: fc.option(fc.constant({ id: 'loan-1', checkedOutAt: yesterday })),
  loanEnd: fc.constant(null),
  assignedHold: hold,
  openTransfer: fc.option(
    fc.record({
      id: fc.constant('transfer-1'),
      toBranchId: fc.constantFrom(here, there),
      state: fc.constantFrom('requested' as const, 'shipped' as const),
      reason: fc.constantFrom('home' as const, 'hold' as const, 'rebalance' as const, 'repair' as const),
    }),
  ),
  firstWaiting: hold,
});

describe('whatever the facts', () => {
  test('a loan is closed between its beginning and now, or left alone because it is newer', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const { effects, outcome } = decideReturn(given);
        const closed = effects.find((effect) => effect.kind === 'close_loan');
        if (!given.openLoan) expect(closed).toBeUndefined();
        else if (!closed) expect(outcome).toBe('superseded');
        else {
          expect(closed.returnedAt.getTime()).toBeLessThanOrEqual(now.getTime());
          expect(closed.returnedAt.toISOString() >= given.openLoan.checkedOutAt).toBe(true);
        }
      }),
    );
  });

  test('a copy is sent away exactly when the answer names a branch, and kept for somebody exactly when he is given it', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const { next, toBranchId, effects } = decideReturn(given);
        if (effects.length === 0) return;
        expect(next === 'transit').toBe(toBranchId !== null);
        const sent = effects.filter((effect) => effect.kind === 'open_transfer' || effect.kind === 'ship_transfer');
        expect(sent).toHaveLength(next === 'transit' ? 1 : 0);
        const assigned = effects.find((effect) => effect.kind === 'assign_hold');
        if (assigned) expect(next).toBe(assigned.as === 'ready' ? 'hold_shelf' : 'transit');
      }),
    );
  });
});
