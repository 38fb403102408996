import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CopyStatus } from '#shared/contract/vocabulary.ts';
import { type CopyMove, copyMoves, mayMove, moveByHand, movesByHand } from './copy-state.ts';

const anyStatus = fc.constantFrom(...CopyStatus.options);
const anyMove = fc.constantFrom(...(Object.keys(copyMoves) as CopyMove[]));

describe('what a person may set on a copy’s own page', () => {
  test.each([
    ['available', ['maintenance', 'missing', 'lost', 'withdrawn']],
    ['maintenance', ['available', 'missing', 'lost', 'withdrawn']],
    ['missing', ['available', 'maintenance', 'lost', 'withdrawn']],
    ['lost', ['available', 'maintenance', 'withdrawn']],
    ['withdrawn', ['available']],
    ['on_loan', []],
    ['on_hold_shelf', ['maintenance', 'missing']],
    ['in_transit', []],
  ] as const)('from %s: %j', (from, expected) => {
    expect(movesByHand(from)).toEqual(expected);
  });

  test('each move by hand has the name of an action', () => {
    expect(moveByHand('available', 'withdrawn')).toBe('withdraw');
    expect(moveByHand('lost', 'available')).toBe('mark_found');
    expect(moveByHand('maintenance', 'available')).toBe('repair');
    expect(moveByHand('withdrawn', 'available')).toBe('reinstate');
  });

  test('a state with a loan, a transfer or a hold behind it is not entered by hand, and left from the hold shelf only', () => {
    const bound = fc.constantFrom<CopyStatus>('on_loan', 'in_transit', 'on_hold_shelf');
    fc.assert(
      fc.property(bound, anyStatus, (state, other) => {
        if (state !== 'on_hold_shelf') expect(moveByHand(state, other)).toBeUndefined();
        expect(moveByHand(other, state)).toBeUndefined();
      }),
    );
  });
});

describe('what circulation does', () => {
  test.each<[CopyStatus, CopyStatus, CopyMove, boolean]>([
    ['available', 'on_loan', 'checkout', true],
    ['on_hold_shelf', 'on_loan', 'checkout', true],
    ['withdrawn', 'on_loan', 'checkout', false],
    ['on_loan', 'available', 'return', true],
    ['on_loan', 'on_hold_shelf', 'return', true],
    ['on_loan', 'withdrawn', 'return', false],
    ['withdrawn', 'available', 'return', false],
    ['available', 'on_hold_shelf', 'capture', true],
    ['on_loan', 'on_hold_shelf', 'capture', false],
    ['available', 'in_transit', 'ship', true],
    ['on_loan', 'in_transit', 'ship', false],
    ['in_transit', 'available', 'receive', true],
    ['available', 'on_loan', 'receive', false],
    ['lost', 'available', 'mark_found', true],
    ['available', 'available', 'return', false],
  ])('%s → %s by %s: %s', (from, to, action, allowed) => {
    expect(mayMove(from, to, action)).toBe(allowed);
  });

  test('only a checkout leads onto a loan, and only a reinstatement back from a withdrawal', () => {
    fc.assert(
      fc.property(anyStatus, anyMove, (from, action) => {
        if (action !== 'checkout') expect(mayMove(from, 'on_loan', action)).toBe(false);
        if (action !== 'reinstate')
          for (const to of CopyStatus.options) expect(mayMove('withdrawn', to, action)).toBe(false);
      }),
    );
  });

  test('every state can be left again', () => {
    for (const from of CopyStatus.options) {
      const ways = (Object.keys(copyMoves) as CopyMove[]).filter((action) =>
        CopyStatus.options.some((to) => mayMove(from, to, action)),
      );
      expect(ways, from).not.toHaveLength(0);
    }
  });
});
