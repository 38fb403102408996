import type { Policy } from '#shared/contract/policy.ts';
import type { ItemType, MemberCategory } from '#shared/contract/vocabulary.ts';
import type { BranchCalendar } from '#shared/rules/calendar.ts';
import { choosePolicy } from '#shared/rules/policy.ts';
import type { TermsRow } from '../db/terms-columns.ts';

type CalendarColumns = Pick<TermsRow, 'time_zone' | 'opening_hours' | 'closed_dates'>;

export function calendarOf(row: CalendarColumns): BranchCalendar {
  return { timeZone: row.time_zone, openingHours: row.opening_hours, closedDates: new Set(row.closed_dates) };
}

/** The policy in force. A tenant always has a row for everything: onboarding makes it and the API keeps it. */
export function termsOf(row: TermsRow, situation: { category: MemberCategory; itemType: ItemType }): Policy {
  const policy = choosePolicy(row.policies ?? [], { ...situation, branchId: row.branch_id });
  if (!policy) throw new Error('This library has no policy for everything.');
  return policy;
}
