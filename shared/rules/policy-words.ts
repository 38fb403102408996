import type { PolicyTerms } from '#shared/contract/policy.ts';
import type { ItemType, MemberCategory } from '#shared/contract/vocabulary.ts';
import { type Condition, namedBy, type PolicyScope } from './policy.ts';

/** How a reader wants to see what a row holds as ids and cents. */
export type PolicyNames = { branchName(id: string): string; money(cents: number): string };

const members: Record<MemberCategory, string> = {
  student: 'Students',
  adult: 'Adults',
  senior: 'Seniors',
  staff: 'Members of staff',
};

const items: Record<ItemType, string> = {
  regular: 'regular books',
  new_release: 'new releases',
  reference: 'reference books',
};

const times = (n: number, one: string, many: string) => (n === 0 ? `no ${many}` : `${n} ${n === 1 ? one : many}`);

/** One clause for each term, or none where the term says nothing here. A new term must say what it is called here. */
const clauses: { [Term in keyof PolicyTerms]: (terms: PolicyTerms, money: PolicyNames['money']) => string | null } = {
  lendable: () => null,
  loanDays: ({ loanDays }) => (loanDays === 0 ? 'until closing time' : `for ${times(loanDays, 'day', 'days')}`),
  maxRenewals: ({ maxRenewals }) => times(maxRenewals, 'renewal', 'renewals'),
  maxLoans: ({ maxLoans }) => `at most ${times(maxLoans, 'open loan', 'open loans')}`,
  fineCentsPerDay: ({ fineCentsPerDay }, money) =>
    fineCentsPerDay === 0 ? 'no fine' : `a fine of ${money(fineCentsPerDay)} a day overdue`,
  graceDaysFirstOverdue: ({ graceDaysFirstOverdue: days, fineCentsPerDay }) =>
    days === 0 || fineCentsPerDay === 0 ? null : `a first overdue of ${times(days, 'day', 'days')} free`,
  fineCapLoanCents: ({ fineCapLoanCents, fineCentsPerDay }, money) =>
    fineCentsPerDay === 0 ? null : `never more than ${money(fineCapLoanCents)} a loan`,
  fineCapMemberCents: ({ fineCapMemberCents, fineCentsPerDay }, money) =>
    fineCentsPerDay === 0 ? null : `nor than ${money(fineCapMemberCents)} of unpaid fines a member`,
  blockBalanceCents: ({ blockBalanceCents }, money) =>
    `nothing lent to whoever owes ${money(blockBalanceCents)} or more`,
  maxHoldsPerBook: ({ maxHoldsPerBook }) => `at most ${times(maxHoldsPerBook, 'hold', 'holds')} on a book`,
  shelfHours: ({ shelfHours }) => `${times(shelfHours, 'hour', 'hours')} on the hold shelf`,
  floats: ({ floats }) => (floats ? 'copies stay where they are returned' : null),
  transferDays: ({ transferDays }) => `copies under way expected within ${times(transferDays, 'day', 'days')}`,
  holdPriority: ({ holdPriority }) =>
    holdPriority === 0 ? null : `waits ${holdPriority < 0 ? 'before' : 'after'} others (${holdPriority})`,
  missingDaysUntilLost: ({ missingDaysUntilLost: days }) => `lost after ${times(days, 'day', 'days')} missing`,
};

/** What a row is for: `students, new releases, Harbour`, or `everything`. */
export function scopeInWords(row: PolicyScope, { branchName }: Pick<PolicyNames, 'branchName'>): string {
  const { category, itemType, branchId } = row;
  const parts = [
    category && members[category].toLowerCase(),
    itemType && items[itemType],
    branchId && branchName(branchId),
  ];
  return parts.filter(Boolean).join(', ') || 'everything';
}

/** A row as a sentence: `Students borrow new releases at Harbour for 7 days, 1 renewal, …` */
export function policyInWords(row: PolicyScope & PolicyTerms, { branchName, money }: PolicyNames): string {
  const who = row.category ? members[row.category] : 'All members';
  const what = row.itemType ? items[row.itemType] : 'books';
  const where = row.branchId ? ` at ${branchName(row.branchId)}` : '';
  if (!row.lendable) return `${who} may not borrow ${what}${where}.`;
  const [duration, ...rest] = termNames.map((term) => clauses[term](row, money)).filter((clause) => clause !== null);
  return `${who} borrow ${what}${where} ${[duration, ...rest].join(', ')}.`;
}

/** The terms in the order in which they are told. */
const termNames: readonly (keyof PolicyTerms)[] = Object.keys(clauses).filter(
  (name): name is keyof PolicyTerms => name in clauses,
);

const conditionWords: Record<Condition, string> = {
  branchId: 'the branch',
  itemType: 'the item type',
  category: 'the member’s category',
};

/** Why a row of {@link rankPolicies} stands where it does: by what it names, and what the row before it names. */
export function whyHere(row: PolicyScope, before: PolicyScope | undefined): string {
  const named = namedBy(row);
  const words = named.length === 0 ? 'It is for everything' : `It names ${joined(named)}`;
  if (!before) return `${words}.`;
  const namedBefore = namedBy(before);
  if (namedBefore.length > named.length) return `${words}; the one before names more.`;
  const [counts] = namedBefore.filter((condition) => !named.includes(condition));
  const [instead] = named.filter((condition) => !namedBefore.includes(condition));
  if (!counts || !instead) return `${words}.`;
  return `${words}; the one before names ${conditionWords[counts]}, which counts before ${conditionWords[instead]}.`;
}

const joined = (named: readonly Condition[]): string =>
  named.map((condition) => conditionWords[condition]).join(' and ');
