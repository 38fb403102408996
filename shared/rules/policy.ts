import type { Policy } from '#shared/contract/policy.ts';
import type { ItemType, MemberCategory } from '#shared/contract/vocabulary.ts';

/** Whose loan of what, where: what a policy is chosen for. No category where no member is concerned. */
export type Situation = { category: MemberCategory | null; itemType: ItemType; branchId: string };

/** What a row is for; null means "any". */
export type PolicyScope = Pick<Policy, 'category' | 'itemType' | 'branchId'>;

/** What a row may name, in the order in which it counts (Koha's order of rules). */
export const conditions = ['branchId', 'itemType', 'category'] as const;
export type Condition = (typeof conditions)[number];

/**
 * The policy row that is in force: of those that fit, the one with the most conditions; between equals a condition on
 * the branch counts before one on the item type, and that before one on the category.
 * Undefined only where an admin left no row for everything, which the API refuses.
 */
export function choosePolicy<Row extends PolicyScope>(policies: readonly Row[], situation: Situation): Row | undefined {
  return rankPolicies(policies, situation)[0];
}

/** Every row that fits, the one in force first, so that it can be said why the others are not. */
export function rankPolicies<Row extends PolicyScope>(policies: readonly Row[], situation: Situation): Row[] {
  return policies.filter((row) => fits(row, situation)).sort((a, b) => specificity(b) - specificity(a));
}

/** What the row names, what counts most first. */
export const namedBy = (row: PolicyScope): Condition[] => conditions.filter((condition) => row[condition] !== null);

/** The same for two rows that are for the same. */
export const scopeKey = ({ category, itemType, branchId }: PolicyScope): string =>
  [category, itemType, branchId?.toLowerCase()].join('/');

function fits(row: PolicyScope, { category, itemType, branchId }: Situation): boolean {
  return (
    (row.category === null || row.category === category) &&
    (row.itemType === null || row.itemType === itemType) &&
    (row.branchId === null || row.branchId === branchId)
  );
}

function specificity(row: PolicyScope): number {
  const weights: Record<Condition, number> = { branchId: 4, itemType: 2, category: 1 };
  const named = namedBy(row);
  return named.length * 8 + named.reduce((sum, condition) => sum + weights[condition], 0);
}
