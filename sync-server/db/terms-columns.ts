import type { Policy } from '#shared/contract/policy.ts';
import type { OpeningHours } from '#shared/contract/records.ts';

/** The columns by which a facts statement brings along the rules of the situation (see {@link termsColumns}). */
export type TermsRow = {
  branch_id: string;
  time_zone: string;
  opening_hours: OpeningHours;
  closed_dates: string[];
  policies: Policy[] | null;
};

/** Closed days that lie further back matter to no decision but the fine of a loan that was due before them. */
const usuallyClosedSince = 'current_date - 400';

/**
 * What every decision needs to know of a branch `br`, a member's category `m.category` and a copy's item type
 * `c.item_type`: the calendar for some years to come, and the policy rows that fit. Rows chosen in shared/rules/policy.
 */
export const termsColumns = termsColumnsSince(usuallyClosedSince);

/** The same with the closed days since another day: an SQL expression. */
export function termsColumnsSince(closedSince: string): string {
  return `
  br.id as branch_id, br.time_zone, br.opening_hours,
  array(
    select cl.date::text from closures cl
    where cl.tenant_id = br.tenant_id and cl.branch_id = br.id
      and cl.date between ${closedSince} and current_date + 1200
  ) as closed_dates,
  (
    select jsonb_agg(p.terms || jsonb_build_object(
      'id', p.id, 'category', p.category, 'itemType', p.item_type, 'branchId', p.branch_id
    ))
    from policies p
    where p.tenant_id = br.tenant_id and p.replaced_at is null
      and (p.category is null or p.category = m.category)
      and (p.item_type is null or p.item_type = c.item_type)
      and (p.branch_id is null or p.branch_id = br.id)
  ) as policies`;
}
