import type { CallInput } from '#shared/contract/bridge.ts';
import type { BookLabel } from '#shared/contract/records.ts';
import { text } from '../../text/language.ts';
import type { Pickup } from './pickup-fields.tsx';

/** A hold as somebody fills it in. */
export type HoldDraft = Pickup & {
  book: Pick<BookLabel, 'id' | 'title'> | null;
  number: string;
  /** Why a refusal is set aside. */
  reason: string;
};

export const EMPTY_DRAFT: HoldDraft = { book: null, number: '', pickupBranchId: '', awayUntil: '', reason: '' };

type DraftErrors = Partial<Record<'book' | 'number' | 'reason', string>>;

/** What is missing, field by field. `needsReason`: a refusal is to be set aside. */
export function errorsOf({ book, number, reason }: HoldDraft, needsReason: boolean): DraftErrors {
  return {
    ...(book ? {} : { book: text.holds.form.bookMissing }),
    ...(number.trim() === '' ? { number: text.holds.form.numberMissing } : {}),
    ...(needsReason && reason.trim() === '' ? { reason: text.override.missing } : {}),
  };
}

/** The order that a draft makes; null without a book. `setAside`: the codes of refusals so far. */
export function orderOf(draft: HoldDraft, setAside: readonly string[]): CallInput<'holds.place'> | null {
  const { book, number, pickupBranchId, awayUntil, reason } = draft;
  if (!book) return null;
  return {
    bookId: book.id,
    membershipNumber: number.trim(),
    pickupBranchId,
    ...(awayUntil ? { suspendedUntil: awayUntil } : {}),
    ...(setAside.length > 0 ? { override: { codes: [...setAside], reason: reason.trim() } } : {}),
  };
}
