import type { Branch } from '#shared/contract/records.ts';
import { moneyInWords } from '#shared/rules/money.ts';
import { conditions, type PolicyScope } from '#shared/rules/policy.ts';
import type { PolicyNames } from '#shared/rules/policy-words.ts';
import { text } from '../../text/language.ts';
import { kindOf, type Term } from './policy-draft.ts';

/** How this screen names branches and writes money. */
export function namesOf(branches: readonly Branch[], currency: string): PolicyNames {
  return {
    branchName: (id) => branches.find((branch) => branch.id === id)?.name ?? id,
    money: (cents) => moneyInWords(text.locale, cents, currency),
  };
}

/** What a row is for: `Students · New releases · Harbour`; for everything where it names nothing. */
export function scopeName(row: Partial<PolicyScope>, { branchName }: Pick<PolicyNames, 'branchName'>): string {
  const { category, itemType, branchId } = row;
  const words = {
    category: category && text.library.categories[category],
    itemType: itemType && text.library.itemTypes[itemType],
    branchId: branchId && branchName(branchId),
  };
  const named = conditions.toReversed().map((condition) => words[condition]);
  return named.filter(Boolean).join(' · ') || text.library.everything;
}

/** A term's value as a reader wants it. */
export function valueInWords(term: Term, value: unknown, { money }: Pick<PolicyNames, 'money'>): string {
  const words = text.library.difference;
  if (value === undefined) return words.none;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  return kindOf(term) === 'money' ? money(Number(value)) : String(value);
}
