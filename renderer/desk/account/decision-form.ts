import type { Sum } from '#shared/contract/api/account.ts';
import type { Signature } from '#shared/contract/bridge/account.ts';
import { readAmount } from '../../text/amount.ts';
import { text } from '../../text/language.ts';
import { EMPTY_SIGNATURE, type SignatureDraft, type SignatureErrors, signatureOf } from './signature.ts';

/** What somebody decides about an account, as it is typed: a sum and why, signed by whoever may. */
export type DecisionDraft = { amount: string; reason: string; signature: SignatureDraft };
export type DecisionErrors = { amount?: string; reason?: string } & { signature?: SignatureErrors };
export type Decision = { amount: Sum; reason: string; signature?: Signature };

export const emptyDecision = (amount: string): DecisionDraft => ({ amount, reason: '', signature: EMPTY_SIGNATURE });

type Limits = {
  currency: string;
  /** In minor units; none where there is no most. */
  most?: { cents: number; sentence: string };
  mustSign: boolean;
};

/** The decision that a draft makes, or what is wrong with it, field by field. */
export function decisionOf(
  draft: DecisionDraft,
  { currency, most, mustSign }: Limits,
): Decision | { errors: DecisionErrors } {
  const words = text.account.invalid;
  const cents = readAmount(draft.amount, currency);
  const reason = draft.reason.trim();
  if (!cents) return { errors: { amount: words.none } };
  if (most && cents > most.cents) return { errors: { amount: most.sentence } };
  if (reason === '') return { errors: { reason: words.reason } };
  const decision = { amount: { amount: cents, currency }, reason };
  if (!mustSign) return decision;
  const signature = signatureOf(draft.signature);
  return 'errors' in signature ? { errors: { signature: signature.errors } } : { ...decision, signature };
}
