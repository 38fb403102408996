import type { PolicyTerms } from '#shared/contract/policy.ts';
import type { ItemType, MemberCategory } from '#shared/contract/vocabulary.ts';
import { sql } from '../db/sql.ts';

export type PolicyRow = {
  id: string;
  category: MemberCategory | null;
  item_type: ItemType | null;
  branch_id: string | null;
  terms: PolicyTerms;
};

/** The row for everything first. */
export const listPolicies = sql<PolicyRow>(
  'policies.list',
  `select id, category, item_type, branch_id, terms from policies where tenant_id = $1
   order by branch_id nulls first, item_type nulls first, category nulls first`,
);

/** Two admins who replace the list at once come one after the other. */
export const lockPolicies = sql<{ id: string }>(
  'policies.lock',
  'select id from tenants where id = $1 for no key update',
);

export const deletePolicies = sql('policies.delete', 'delete from policies where tenant_id = $1');

/** $2: a JSON list of `{ id, category, itemType, branchId, terms }`. */
export const insertPolicies = sql(
  'policies.insert',
  `insert into policies (tenant_id, id, category, item_type, branch_id, terms)
   select $1, id, category, "itemType", "branchId", terms
   from jsonb_to_recordset($2::jsonb) as given (id uuid, category text, "itemType" text, "branchId" uuid, terms jsonb)`,
);
