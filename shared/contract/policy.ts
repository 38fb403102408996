import { z } from 'zod';
import { Id } from './primitives.ts';
import { ItemType, MemberCategory } from './vocabulary.ts';

/** The numbers of a circulation rule. Money in cents of the tenant's currency; days are whole days. */
export const PolicyTerms = z.strictObject({
  lendable: z.boolean(),
  loanDays: z.int().min(0).max(3650),
  maxLoans: z.int().min(0).max(10_000),
  maxRenewals: z.int().min(0).max(1000),
  fineCentsPerDay: z.int().min(0).max(100_000),
  graceDaysFirstOverdue: z.int().min(0).max(365),
  fineCapLoanCents: z.int().min(0).max(10_000_000),
  fineCapMemberCents: z.int().min(0).max(10_000_000),
  blockBalanceCents: z.int().min(0).max(10_000_000),
  maxHoldsPerBook: z.int().min(0).max(10_000),
  shelfHours: z.int().min(1).max(8760),
  /** A copy stays where it is returned, unless somebody waits for it elsewhere; its home stays what it was. */
  floats: z.boolean(),
  /** A copy that is sent is expected within so many days, and late after that. */
  transferDays: z.int().min(1).max(365),
  /** Where a member of this category comes in a waitlist: those with a lower number go first. */
  holdPriority: z.int().min(-100).max(100).default(0),
  /** A copy that has been missing for so many days is recorded as lost. */
  missingDaysUntilLost: z.int().min(1).max(3650).default(90),
});
export type PolicyTerms = z.infer<typeof PolicyTerms>;

/** One row of policy; null means "any". The most specific row that fits wins. */
export const Policy = PolicyTerms.extend({
  id: Id,
  category: MemberCategory.nullable(),
  itemType: ItemType.nullable(),
  branchId: Id.nullable(),
});
export type Policy = z.infer<typeof Policy>;

/** The seeds of a new tenant (domain.md, "Default policy"). */
export const defaultTerms: PolicyTerms = {
  lendable: true,
  loanDays: 21,
  maxLoans: 10,
  maxRenewals: 2,
  fineCentsPerDay: 25,
  graceDaysFirstOverdue: 2,
  fineCapLoanCents: 1000,
  fineCapMemberCents: 5000,
  blockBalanceCents: 1000,
  maxHoldsPerBook: 100,
  shelfHours: 72,
  floats: false,
  transferDays: 2,
  holdPriority: 0,
  missingDaysUntilLost: 90,
};
