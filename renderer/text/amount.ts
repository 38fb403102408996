import type { Money } from '#shared/contract/primitives.ts';
import { digitsOf } from '#shared/rules/money.ts';

/** A sum as it stands in a field to be typed over: digits and a point, no sign of the currency. */
export function amountText({ amount, currency }: Money): string {
  const digits = digitsOf(currency);
  return (amount / 10 ** digits).toFixed(digits);
}

/**
 * What a person typed as a sum, in minor units; null for what is none. Point and comma both part the cents, and nothing
 * parts the thousands: who types 1,234 at a desk has mistyped.
 */
export function readAmount(typed: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const [, whole = '', part = ''] = /^(\d{1,7})(?:[.,](\d*))?$/.exec(typed.trim()) ?? [];
  if (whole === '' || part.length > digits) return null;
  return Number(whole) * 10 ** digits + Number(part.padEnd(digits, '0') || '0');
}
