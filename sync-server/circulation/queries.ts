import { sql } from '../db/sql.ts';

/**
 * What every decision needs to know of a branch `br`, a member's category `m.category` and a copy's item type
 * `c.item_type`: the calendar for some years to come, and the policy rows that fit. Rows chosen in shared/rules/policy.
 */
export const termsColumns = `
  br.id as branch_id, br.time_zone, br.opening_hours,
  array(
    select cl.date::text from closures cl
    where cl.tenant_id = br.tenant_id and cl.branch_id = br.id
      and cl.date between current_date - 400 and current_date + 1200
  ) as closed_dates,
  (
    select jsonb_agg(p.terms || jsonb_build_object(
      'id', p.id, 'category', p.category, 'itemType', p.item_type, 'branchId', p.branch_id
    ))
    from policies p
    where p.tenant_id = br.tenant_id
      and (p.category is null or p.category = m.category)
      and (p.item_type is null or p.item_type = c.item_type)
      and (p.branch_id is null or p.branch_id = br.id)
  ) as policies`;

/**
 * The locks of a decision in their one order — copy, waitlist, member ($3, or null) — in one call. The facts are read in
 * a later statement: in READ COMMITTED a statement's snapshot is older than the locks that it waits for itself.
 */
export const lock = sql('circulation.lock', 'select lock_for_circulation($1, $2, $3)');

/** A copy that was kept for a hold which is done now stands free on the shelf. */
export const freeCopy = sql(
  'circulation.free_copy',
  `update copies set status = 'available', moved_at = $3, updated_at = $3
   where tenant_id = $1 and id = $2 and status = 'on_hold_shelf'`,
);
