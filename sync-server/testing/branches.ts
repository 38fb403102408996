import { v7 as uuidv7 } from 'uuid';
import { defaultTerms, type PolicyTerms } from '#shared/contract/policy.ts';
import type { OpeningHours } from '#shared/contract/records.ts';
import type { ItemType, MemberCategory } from '#shared/contract/vocabulary.ts';
import { digits, type Made } from './made.ts';
import { insertBranch, insertClosure, insertPolicy } from './queries.ts';

const openNineToSix: OpeningHours = [...Array(6).fill({ opens: '09:00', closes: '18:00' }), null];

type PolicyKey = { category?: MemberCategory; itemType?: ItemType; branchId?: string };

export function branchesAndPolicies({ insert }: Pick<Made, 'insert'>) {
  return {
    async aBranch({ code = digits('B'), name = 'A branch', timeZone = 'UTC', openingHours = openNineToSix } = {}) {
      const id = uuidv7();
      await insert(insertBranch, [id, code, name, timeZone, JSON.stringify(openingHours)]);
      return { id, code, name, timeZone };
    },
    /** A closed day of a branch, such as `2026-03-31`. */
    async aClosure(branchId: string, date: string) {
      await insert(insertClosure, [branchId, date, 'Closed for the day']);
    },
    /** The default terms with what is given here instead; without a key, for everything. */
    async aPolicy(terms: Partial<PolicyTerms> = {}, { category, itemType, branchId }: PolicyKey = {}) {
      const id = uuidv7();
      await insert(insertPolicy, [id, category, itemType, branchId, JSON.stringify({ ...defaultTerms, ...terms })]);
      return { id };
    },
  };
}
