import { describe, expect, test } from 'vitest';
import { decideRelease } from './hold-release.ts';
import { decideReturn } from './return.ts';
import { close, facts, here, move, there, waitingAt } from './testing/return-facts.ts';

const awayFromHome = { floats: true, copy: { homeBranchId: there } };

describe('a copy that floats', () => {
  test('stays where it is returned: shelve, no transfer home', () => {
    const decision = decideReturn(facts(awayFromHome));
    expect(decision).toMatchObject({ next: 'shelve', toBranchId: null, effects: [close, move('available')] });
  });

  test('goes to whoever waits for it elsewhere', () => {
    const decision = decideReturn(facts({ ...awayFromHome, firstWaiting: waitingAt(there) }));
    expect(decision).toMatchObject({ next: 'transit', toBranchId: there });
  });

  test('is sent home again once it floats no more', () => {
    const onShelf = { openLoan: null, copy: { ...awayFromHome.copy, status: 'available' as const } };
    expect(decideReturn(facts({ ...onShelf, floats: true }))).toMatchObject({ next: 'shelve', effects: [] });
    expect(decideReturn(facts({ ...onShelf, floats: false }))).toMatchObject({ next: 'transit', toBranchId: there });
  });

  test('stays where it was kept for a hold that is over', () => {
    const kept = { status: 'on_hold_shelf' as const, homeBranchId: there, currentBranchId: here };
    const effects = decideRelease({ copy: kept, openTransfer: null, next: null, floats: true });
    expect(effects).toEqual([{ kind: 'move_copy', status: 'available' }]);
  });
});
