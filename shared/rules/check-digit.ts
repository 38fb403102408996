/** The code printed by most libraries: type, 4 digits of institution, 8 of serial, check digit. */
const LIBRARY_CODE = /^\d{14}$/;

/**
 * The check digit for the first 13 digits of a 14-digit library barcode.
 * Digits in odd places (from the left, counting from 1) are doubled, less 9 if that makes 10 or more; the check
 * digit brings the sum to a multiple of ten. Source: ISO/IEC 7812-1 Annex B (Luhn), as the 14-digit Codabar
 * standard of libraries uses it.
 */
export function libraryCheckDigit(first13: string): string {
  if (!/^\d{13}$/.test(first13)) throw new RangeError('A library check digit is made from exactly 13 digits.');
  const sum = [...first13].reduce((total, digit, index) => total + weighted(Number(digit), index), 0);
  return String((10 - (sum % 10)) % 10);
}

/** Whether a 14-digit code ends in the right check digit; undefined when the code is not 14 digits. */
export function hasRightCheckDigit(code: string): boolean | undefined {
  if (!LIBRARY_CODE.test(code)) return undefined;
  return libraryCheckDigit(code.slice(0, 13)) === code[13];
}

function weighted(digit: number, index: number): number {
  if (index % 2 === 1) return digit;
  return digit >= 5 ? digit * 2 - 9 : digit * 2;
}
