import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasRightCheckDigit, libraryCheckDigit } from './check-digit.ts';

const thirteenDigits = fc.stringMatching(/^\d{13}$/);

describe('the check digit of a 14-digit library barcode', () => {
  it.each(['30234000517861', '33191000105864', '23529001000463'])(
    'finds %s right, as printed on real stock',
    (code) => {
      expect(hasRightCheckDigit(code)).toBe(true);
    },
  );

  it.each(['35555000012349', '22390000027896'])('finds %s wrong, though it is printed in public documents', (code) => {
    expect(hasRightCheckDigit(code)).toBe(false);
  });

  it.each(['', '3023400051786', '302340005178611', 'T0054321', '3023400051786X'])('has no opinion on "%s"', (code) => {
    expect(hasRightCheckDigit(code)).toBeUndefined();
  });

  it('makes codes that it finds right', () => {
    fc.assert(fc.property(thirteenDigits, (digits) => hasRightCheckDigit(digits + libraryCheckDigit(digits)) === true));
  });

  it('notices every single misread digit', () => {
    const misread = fc.tuple(thirteenDigits, fc.nat(13), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(misread, ([digits, place, shift]) => {
        const code = digits + libraryCheckDigit(digits);
        const wrong = String((Number(code[place]) + shift) % 10);
        return hasRightCheckDigit(code.slice(0, place) + wrong + code.slice(place + 1)) === false;
      }),
    );
  });

  it('refuses to make one from anything but 13 digits', () => {
    expect(() => libraryCheckDigit('123')).toThrow('exactly 13 digits');
  });
});
