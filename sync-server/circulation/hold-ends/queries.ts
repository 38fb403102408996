import type { CopyStatus, ItemType, MemberCategory, TransferState } from '#shared/contract/vocabulary.ts';
import { sql } from '../../db/sql.ts';
import { type TermsRow, termsColumns } from '../../db/terms-columns.ts';
import { firstInWaitlist } from '../queries.ts';

export type ReleaseRow = TermsRow & {
  copy_id: string;
  status: CopyStatus;
  item_type: ItemType;
  home_branch_id: string;
  transfer_id: string | null;
  transfer_state: TransferState;
  next_hold_id: string | null;
  next_member_id: string;
  next_pickup_branch_id: string;
  category: MemberCategory | null;
};

/**
 * Everything the passing on of a copy is decided from: $1 tenant, $2 copy, $3 now, $4 the categories of those who may
 * have it, or null. Read after its hold has ended. The terms are those of the branch where it stands and of the member
 * whose turn it is.
 */
export const releaseFacts = sql<ReleaseRow>(
  'hold_ends.release_facts',
  `select c.id as copy_id, c.status, c.item_type, c.home_branch_id, t.id as transfer_id, t.state as transfer_state,
     next.id as next_hold_id, next.member_id as next_member_id, next.pickup_branch_id as next_pickup_branch_id,
     m.category, ${termsColumns}
   from copies c
   join branches br on br.tenant_id = c.tenant_id and br.id = c.current_branch_id
   left join transfers t on t.tenant_id = c.tenant_id and t.copy_id = c.id and t.ended_at is null
   left join lateral (${firstInWaitlist('$3', '$4')}
   ) next on true
   left join members m on m.tenant_id = c.tenant_id and m.id = next.member_id
   where c.tenant_id = $1 and c.id = $2`,
);
