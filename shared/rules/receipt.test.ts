import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideReceipt, decideReturn } from './return.ts';
import { anyFacts, facts, here, move, onShelf, there, under, waitingAt } from './testing/return-facts.ts';

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

  test('in maintenance meanwhile: it stays there, until somebody says that it is good again', () => {
    const broken = { ...asked, copy: { status: 'maintenance' as const } };
    expect(decideReturn(facts(broken))).toMatchObject({ next: 'maintenance', effects: [{ kind: 'cancel_transfer' }] });
    expect(decideReturn(facts({ ...broken, condition: 'good' }))).toMatchObject({ next: 'transit', toBranchId: there });
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

  test('at the wrong branch, on its way to be repaired: it is sent on there, whoever waits', () => {
    const broken = { ...inBox, openTransfer: under('shipped', there, 'repair'), firstWaiting: waitingAt(here) };
    const decision = decideReceipt(facts(broken));
    expect(decision).toMatchObject({ next: 'transit', toBranchId: there });
    expect(decision.effects).toContainEqual({
      kind: 'open_transfer',
      toBranchId: there,
      reason: 'repair',
      holdId: null,
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

  test.each(['request', 'rebalance'] as const)('where it was sent by a %s: it stays there', (reason) => {
    const sent = { ...inBox, copy: { ...inBox.copy, homeBranchId: there } };
    const decision = decideReceipt(facts({ ...sent, openTransfer: under('shipped', here, reason) }));
    expect(decision).toMatchObject({ outcome: 'received', next: 'shelve', toBranchId: null });
  });

  test('where it is to be repaired: maintenance', () => {
    const sent = { ...inBox, copy: { ...inBox.copy, homeBranchId: there } };
    const decision = decideReceipt(facts({ ...sent, openTransfer: under('shipped', here, 'repair') }));
    expect(decision).toMatchObject({ outcome: 'received', next: 'maintenance' });
  });

  test('twice: it stays where it stands; only a scan in Return sends it home', () => {
    const received = facts({ ...onShelf, copy: { ...onShelf.copy, homeBranchId: there } });
    expect(decideReceipt(received)).toMatchObject({ outcome: 'already_returned', next: 'shelve', effects: [] });
    expect(decideReturn(received)).toMatchObject({ next: 'transit', toBranchId: there });
  });

  test('that had been given up as missing: found', () => {
    const found = { ...inBox, copy: { ...inBox.copy, status: 'missing' as const } };
    expect(decideReceipt(facts(found))).toMatchObject({ outcome: 'found', next: 'shelve' });
  });

  test('at the right branch, or on loan, or anywhere else: as any return', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const misrouted = given.copy.status === 'in_transit' && given.openTransfer?.toBranchId === there;
        const standsHere = given.copy.status === 'available';
        if (!misrouted && !standsHere) expect(decideReceipt(given)).toEqual(decideReturn(given));
      }),
    );
  });
});
