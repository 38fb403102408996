import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideAccountMove } from './account.ts';

describe('a sum', () => {
  test.each([
    ['may pay all that is owed', 'payment', 500, 500, -500],
    ['may pay a part', 'payment', 200, 500, -200],
    ['may be forgiven', 'waiver', 500, 500, -500],
    ['may be paid out of a credit', 'refund', 300, -300, 300],
  ] as const)('%s', (_, move, sum, balance, cents) => {
    expect(decideAccountMove(move, sum, balance)).toEqual({ kind: 'write', cents });
  });

  test.each([
    ['paid beyond the debt', 'payment', 501, 500, 'OVERPAYMENT'],
    ['paid where nothing is owed', 'payment', 1, 0, 'OVERPAYMENT'],
    ['forgiven beyond the debt', 'waiver', 501, 500, 'OVERPAYMENT'],
    ['paid out beyond the credit', 'refund', 301, -300, 'REFUND_OVER_CREDIT'],
    ['paid out to somebody who owes', 'refund', 1, 500, 'REFUND_OVER_CREDIT'],
  ] as const)('is refused when %s', (_, move, sum, balance, code) => {
    expect(decideAccountMove(move, sum, balance)).toMatchObject({ kind: 'refused', code });
  });

  test('never turns a debt into a credit, nor a credit into a debt', () => {
    const moves = fc.constantFrom('payment' as const, 'waiver' as const, 'refund' as const);
    fc.assert(
      fc.property(
        moves,
        fc.integer({ min: 1, max: 9000 }),
        fc.integer({ min: -5000, max: 5000 }),
        (move, sum, owed) => {
          const decision = decideAccountMove(move, sum, owed);
          if (decision.kind === 'refused') return;
          expect((owed + decision.cents) * owed).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
