import type { HoldStatus } from '#shared/contract/vocabulary.ts';
import { hasInLabel, type LabelRow, labelColumns } from '../../db/labels.ts';
import { type Order, orderName } from '../../db/order.ts';
import { sql } from '../../db/sql.ts';

/** On the slip in the book: enough to find it on the shelf, and nobody's name; also when the card was replaced since. */
const pickupCode = (hold: string, member: string) =>
  `case when ${hold}.slip_code is null then right(${member}.number, 4) else ${hold}.slip_code end`;

export type ShelfRow = LabelRow & {
  hold_id: string;
  member_id: string;
  pickup_branch_id: string;
  placed_at: string;
  shelf_expires_at: string | null;
  pickup_code: string;
};

/** $3: what the barcode or the title has in it, or ''. */
const readyHere = `h.tenant_id = $1 and h.pickup_branch_id = $2 and h.status = 'ready'
  and ${hasInLabel('h.copy_id', '$3')}`;

/** As many holds as one branch has room for: no more are sorted. */
const sortColumns = { shelfExpiresAt: 'h.shelf_expires_at', endedAt: 'h.ended_at', createdAt: 'h.placed_at' };
export const shelfFields = ['shelfExpiresAt', 'createdAt'] as const;
export const toClearFields = ['endedAt', 'createdAt'] as const;
const ordered = ({ field, descending }: Order<keyof typeof sortColumns>) =>
  `${sortColumns[field]} ${descending ? 'desc' : 'asc'}, h.id`;

/** Those whose time is over come first by themselves: the list is in the order of its end. */
export const listHoldShelf = (order: Order<(typeof shelfFields)[number]>) =>
  sql<ShelfRow>(
    `holds.list_hold_shelf_${orderName(order)}`,
    `select ${labelColumns}, h.id as hold_id, h.member_id, h.pickup_branch_id, h.placed_at, h.shelf_expires_at,
     ${pickupCode('h', 'm')} as pickup_code
   from holds h
   join copies c on c.tenant_id = h.tenant_id and c.id = h.copy_id
   join books b on b.tenant_id = h.tenant_id and b.id = h.book_id
   join members m on m.tenant_id = h.tenant_id and m.id = h.member_id
   where ${readyHere}
   order by ${ordered(order)} limit $4 offset $5`,
  );
export const countHoldShelf = sql<{ count: number }>(
  'holds.count_hold_shelf',
  `select count(*) from holds h where ${readyHere}`,
);

export type ToClearRow = LabelRow & {
  ended_at: string;
  hold_status: Extract<HoldStatus, 'expired' | 'cancelled' | 'fulfilled'>;
  pickup_code: string;
  next_pickup_code: string | null;
  to_branch_id: string | null;
  to_code: string;
  to_name: string;
};

/**
 * Whatever carried the copy away without a scan of it here — it was lent, sent, lost — took it off the shelf as well.
 */
const leftHere = `h.tenant_id = $1 and h.pickup_branch_id = $2 and h.left_on_shelf
  and ${hasInLabel('h.copy_id', '$3')} and c.current_branch_id = $2 and c.status in ('available', 'on_hold_shelf')`;
const copyOfHold = 'join copies c on c.tenant_id = h.tenant_id and c.id = h.copy_id';

/** With what became of the copy meanwhile: promised to the next here, to be sent, or free. */
export const listToClear = (order: Order<(typeof toClearFields)[number]>) =>
  sql<ToClearRow>(
    `holds.list_to_clear_${orderName(order)}`,
    `select ${labelColumns}, h.ended_at, h.status as hold_status, ${pickupCode('h', 'm')} as pickup_code,
     ${pickupCode('next', 'waiter')} as next_pickup_code, t.to_branch_id, br.code as to_code, br.name as to_name
   from holds h ${copyOfHold}
   join books b on b.tenant_id = h.tenant_id and b.id = h.book_id
   join members m on m.tenant_id = h.tenant_id and m.id = h.member_id
   left join holds next on next.tenant_id = h.tenant_id and next.copy_id = h.copy_id and next.ended_at is null
   left join members waiter on waiter.tenant_id = h.tenant_id and waiter.id = next.member_id
   left join transfers t on t.tenant_id = h.tenant_id and t.copy_id = h.copy_id and t.ended_at is null
   left join branches br on br.tenant_id = h.tenant_id and br.id = t.to_branch_id
   where ${leftHere}
   order by ${ordered(order)} limit $4 offset $5`,
  );
export const countToClear = sql<{ count: number }>(
  'holds.count_to_clear',
  `select count(*) from holds h ${copyOfHold} where ${leftHere}`,
);
