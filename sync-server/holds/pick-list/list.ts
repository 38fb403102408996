import type { Policy } from '#shared/contract/policy.ts';
import { ItemType, MemberCategory } from '#shared/contract/vocabulary.ts';
import { choosePolicy } from '#shared/rules/policy.ts';
import { labelsOf } from '../../db/labels.ts';
import type { Tx } from '../../db/transaction.ts';
import { pageOf, type Window } from '../../http/lists.ts';
import { Refusal } from '../../http/refusal.ts';
import { readPolicies } from '../../policies/service.ts';
import { branchExists } from '../queries.ts';
import { countCap, countPickList, listPickList } from './queries.ts';

type OfBranch = Window & { branchId: string; now: Date };

/** What to fetch from the shelves of a branch: as many copies as members wait, in shelf order. @throws Refusal BRANCH_NOT_FOUND */
export async function pickListOf(tx: Tx, { branchId, now, limit, offset }: OfBranch) {
  const { tenantId } = tx.context;
  const values = [tenantId, branchId, now, await lentAt(tx, branchId)];
  const [[branch], rows, [counted]] = await Promise.all([
    tx.query(branchExists, [tenantId, branchId]),
    tx.query(listPickList, [...values, limit, offset]),
    tx.query(countPickList, values),
  ]);
  if (!branch) throw new Refusal('BRANCH_NOT_FOUND');
  const picked = rows.map((row) => ({ ...labelsOf(row), waiting: row.waiting }));
  return pageOf(picked, counted?.count ?? 0, { limit, offset }, countCap);
}

/** What the branch lends to anybody: a copy for the reading room is not fetched for a hold. */
export const lentAt = async (tx: Tx, branchId: string): Promise<ItemType[]> =>
  lentItemTypes(await readPolicies(tx), branchId);

const lentItemTypes = (policies: readonly Policy[], branchId: string): ItemType[] =>
  ItemType.options.filter((itemType) =>
    MemberCategory.options.some((category) => choosePolicy(policies, { category, itemType, branchId })?.lendable),
  );
