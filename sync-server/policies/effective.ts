import type { Policy } from '#shared/contract/policy.ts';
import { dueAt } from '#shared/rules/due-date.ts';
import { moneyInWords } from '#shared/rules/money.ts';
import { rankPolicies, type Situation } from '#shared/rules/policy.ts';
import { policyInWords, whyHere } from '#shared/rules/policy-words.ts';
import type { Tx } from '../db/transaction.ts';
import { Refusal } from '../http/refusal.ts';
import { calendarOf } from './lending-terms.ts';
import { branchFacts } from './queries.ts';
import { readPolicies } from './service.ts';

/** Which row is in force in a situation, and why the others are not. @throws Refusal BRANCH_NOT_FOUND */
export async function effectivePolicy(tx: Tx, situation: Situation, now: Date) {
  const branchId = situation.branchId.toLowerCase();
  const [policies, [branch]] = await Promise.all([
    readPolicies(tx),
    tx.query(branchFacts, [tx.context.tenantId, branchId, now]),
  ]);
  if (!branch) throw new Refusal('BRANCH_NOT_FOUND');
  const ranked = rankPolicies(policies, { ...situation, branchId });
  const [wonBy] = ranked;
  if (!wonBy) throw new Error('This library has no policy for everything.');
  const money = (cents: number) => moneyInWords('en', cents, branch.currency);
  return {
    terms: termsIn(wonBy),
    wonBy,
    sentence: policyInWords(wonBy, { branchName: () => branch.branch_name, money }),
    considered: ranked.map((policy, index) => ({ policy, why: whyHere(policy, ranked[index - 1]) })),
    dueAt: dueAt(now, wonBy.loanDays, calendarOf(branch)).toISOString(),
  };
}

function termsIn({ id: _id, category: _category, itemType: _itemType, branchId: _branchId, ...terms }: Policy) {
  return terms;
}
