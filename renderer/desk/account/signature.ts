import type { Signature } from '#shared/contract/bridge/account.ts';
import { text } from '../../text/language.ts';

/** What somebody with more rights types to sign for one thing at another's desk. */
export type SignatureDraft = { number: string; password: string; otp: string };
export type SignatureErrors = { number?: string; password?: string };

export const EMPTY_SIGNATURE: SignatureDraft = { number: '', password: '', otp: '' };

/** The signature that a draft makes, or what is missing. */
export function signatureOf({ number, password, otp }: SignatureDraft): Signature | { errors: SignatureErrors } {
  const words = text.account.invalid;
  if (number.trim() === '') return { errors: { number: words.number } };
  if (password === '') return { errors: { password: words.password } };
  return { number: number.trim(), password, ...(otp.trim() && { otp: otp.trim() }) };
}
