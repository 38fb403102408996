import type { Policy } from '#shared/contract/policy.ts';
import type { ItemType, MemberCategory } from '#shared/contract/vocabulary.ts';

type Situation = { category: MemberCategory; itemType: ItemType; branchId: string };

/**
 * The policy row that is in force: of those that fit, the one with the most conditions; between equals a condition on
 * the branch counts before one on the item type, and that before one on the category (Koha's order of rules).
 * Undefined only where an admin left no row for everything, which the API refuses.
 */
export function choosePolicy(policies: readonly Policy[], situation: Situation): Policy | undefined {
  return policies.filter((row) => fits(row, situation)).sort((a, b) => specificity(b) - specificity(a))[0];
}

function fits(row: Policy, { category, itemType, branchId }: Situation): boolean {
  return (
    (row.category === null || row.category === category) &&
    (row.itemType === null || row.itemType === itemType) &&
    (row.branchId === null || row.branchId === branchId)
  );
}

function specificity({ category, itemType, branchId }: Policy): number {
  const conditions = [branchId, itemType, category].map((condition) => condition !== null);
  const [branch, item, member] = conditions;
  return conditions.filter(Boolean).length * 8 + (branch ? 4 : 0) + (item ? 2 : 0) + (member ? 1 : 0);
}
