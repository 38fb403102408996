import { sql } from '../../db/sql.ts';

export type LossRow = {
  member_id: string | null;
  copy_id: string;
  returned_at: string | null;
  lost_at: string | null;
  currency: string;
};

export const lossFacts = sql<LossRow>(
  'losses.facts',
  `select l.member_id, l.copy_id, l.returned_at, l.lost_at, t.currency
   from loans l join tenants t on t.id = l.tenant_id where l.tenant_id = $1 and l.id = $2`,
);

/** The loan stays open; the copy is no longer expected. $3 now. */
export const loseCopy = sql(
  'losses.lose_copy',
  `with lost as (
     update loans set lost_at = $3 where tenant_id = $1 and id = $2 returning copy_id
   )
   update copies c set status = 'lost', due_at = null, moved_at = greatest(c.moved_at, $3), updated_at = $3 from lost
   where c.tenant_id = $1 and c.id = lost.copy_id`,
);
