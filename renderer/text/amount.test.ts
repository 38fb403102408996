import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { amountText, readAmount } from './amount.ts';

describe('a sum that somebody types', () => {
  test.each([
    ['12.50', 1250],
    ['12,50', 1250],
    ['12.5', 1250],
    ['12', 1200],
    ['12.', 1200],
    ['  0.05 ', 5],
    ['0', 0],
    ['007', 700],
  ])('%j is %i cents', (typed, cents) => {
    expect(readAmount(typed, 'GBP')).toBe(cents);
  });

  test.each([
    '',
    ' ',
    '.5',
    '-5',
    '+5',
    '1,234',
    '1.234',
    '1 000',
    '£5',
    '5 GBP',
    '1e3',
    '12345678',
    '٣',
    '33900000300010',
  ])('%j is none', (typed) => {
    expect(readAmount(typed, 'GBP')).toBeNull();
  });

  it('has as many digits as its currency', () => {
    expect(readAmount('1250', 'JPY')).toBe(1250);
    expect(readAmount('1250.5', 'JPY')).toBeNull();
    expect(readAmount('1.250', 'KWD')).toBe(1250);
  });

  it('is read as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.constantFrom('GBP', 'KWD'), (amount, currency) => {
        expect(readAmount(amountText({ amount, currency }), currency)).toBe(amount);
      }),
    );
  });
});
