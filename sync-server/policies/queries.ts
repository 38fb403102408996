import type { PolicyTerms } from '#shared/contract/policy.ts';
import type { OpeningHours } from '#shared/contract/records.ts';
import type { ItemType, MemberCategory } from '#shared/contract/vocabulary.ts';
import { sql } from '../db/sql.ts';

export type PolicyRow = {
  id: string;
  category: MemberCategory | null;
  item_type: ItemType | null;
  branch_id: string | null;
  terms: PolicyTerms;
};

/** Those in force, the row for everything first. */
export const listPolicies = sql<PolicyRow>(
  'policies.list',
  `select id, category, item_type, branch_id, terms from policies where tenant_id = $1 and replaced_at is null
   order by branch_id nulls first, item_type nulls first, category nulls first`,
);

export const readVersion = sql<{ policies_version: number }>(
  'policies.read_version',
  'select policies_version from tenants where id = $1',
);

/** Two admins who replace the list at once come one after the other. */
export const lockVersion = sql<{ policies_version: number }>(
  'policies.lock_version',
  'select policies_version from tenants where id = $1 for no key update',
);

export const setVersion = sql('policies.set_version', 'update tenants set policies_version = $2 where id = $1');

/** Out of force from now on; what was decided by them goes on naming them. */
export const replacePolicies = sql(
  'policies.replace',
  'update policies set replaced_at = $3 where tenant_id = $1 and id = any($2::uuid[])',
);

/** $2: a JSON list of `{ id, category, itemType, branchId, terms }`. */
export const insertPolicies = sql(
  'policies.insert',
  `insert into policies (tenant_id, id, category, item_type, branch_id, terms)
   select $1, id, category, "itemType", "branchId", terms
   from jsonb_to_recordset($2::jsonb) as given (id uuid, category text, "itemType" text, "branchId" uuid, terms jsonb)`,
);

export type BranchFacts = {
  branch_name: string;
  currency: string;
  time_zone: string;
  opening_hours: OpeningHours;
  closed_dates: string[];
};

/** What a rule needs of a branch to be told in words and dates; the closed days of some years to come. */
export const branchFacts = sql<BranchFacts>(
  'policies.branch_facts',
  `select br.name as branch_name, t.currency, br.time_zone, br.opening_hours, array(
     select cl.date::text from closures cl
     where cl.tenant_id = $1 and cl.branch_id = $2 and cl.date between $3::date - 1 and $3::date + 4000
   ) as closed_dates
   from branches br join tenants t on t.id = br.tenant_id
   where br.tenant_id = $1 and br.id = $2`,
);

export const namesOfStaff = sql<{ id: string; name: string }>(
  'policies.names_of_staff',
  'select id, name from staff where tenant_id = $1 and id = any($2::uuid[])',
);
