import type { Policy } from '#shared/contract/policy.ts';
import { type ItemType, MemberCategory } from '#shared/contract/vocabulary.ts';
import type { BranchCalendar } from '#shared/rules/calendar.ts';
import { choosePolicy, type Situation } from '#shared/rules/policy.ts';
import type { TermsRow } from '../db/terms-columns.ts';

type CalendarColumns = Pick<TermsRow, 'time_zone' | 'opening_hours' | 'closed_dates'>;

export function calendarOf(row: CalendarColumns): BranchCalendar {
  return { timeZone: row.time_zone, openingHours: row.opening_hours, closedDates: new Set(row.closed_dates) };
}

/** The policy in force. A tenant always has a row for everything: onboarding makes it and the API keeps it. */
export function termsOf(row: TermsRow, situation: { category: MemberCategory | null; itemType: ItemType }): Policy {
  return ruleFor(row.policies ?? [], { ...situation, branchId: row.branch_id });
}

function ruleFor(policies: readonly Policy[], situation: Situation): Policy {
  const policy = choosePolicy(policies, situation);
  if (!policy) throw new Error('This library has no policy for everything.');
  return policy;
}

/** Whose turn it can be to have such a copy: new releases may be for adults only, one for the reading room for nobody. */
export const lentTo = (policies: Policy[], copy: { itemType: ItemType; branchId: string }): MemberCategory[] =>
  MemberCategory.options.filter((category) => ruleFor(policies, { ...copy, category }).lendable);

/** Where a copy belongs and when it is expected there does not hang on who borrowed it. */
export const copyTermsOf = (row: TermsRow & { item_type: ItemType }): Policy =>
  termsOf(row, { category: null, itemType: row.item_type });

/** The same for a copy that is sent without the rules of its situation at hand. */
export const transferDaysOf = (policies: Policy[], copy: { itemType: ItemType; branchId: string }): number =>
  ruleFor(policies, { ...copy, category: null }).transferDays;

/** After how many days a missing copy of this kind is lost. */
export const missingDaysOf = (policies: Policy[], copy: { itemType: ItemType; branchId: string }): number =>
  ruleFor(policies, { ...copy, category: null }).missingDaysUntilLost;
