import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideReturn } from './return.ts';
import { anyFacts, close, facts, here, move, now, onShelf, there, under, waitingAt } from './testing/return-facts.ts';

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
