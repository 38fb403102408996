import type { BoxState, CopyStatus, ItemType, TransferReason, TransferState } from '#shared/contract/vocabulary.ts';
import { bookLabelColumns, hasInLabel } from '../db/labels.ts';
import { onePlanForAll } from '../db/locks.ts';
import { type Order, orderName } from '../db/order.ts';
import { sql } from '../db/sql.ts';

export const open = sql(
  'transfers.open',
  `insert into transfers (tenant_id, id, copy_id, from_branch_id, to_branch_id, reason, state, hold_id, requested_at, shipped_at, expected_at)
   values ($1, $2, $3, $4, $5, $6, 'shipped', $7, $8, $8, $9)`,
);

export const request = sql(
  'transfers.request',
  `insert into transfers (tenant_id, id, copy_id, from_branch_id, to_branch_id, reason, state, hold_id, requested_at, expected_at)
   values ($1, $2, $3, $4, $5, $6, 'requested', $7, $8, $9)`,
);

export const ship = sql(
  'transfers.ship',
  `update transfers set state = 'shipped', shipped_at = $3 where tenant_id = $1 and id = $2 and state = 'requested'`,
);

export const end = sql(
  'transfers.end',
  `update transfers set state = $3, ended_at = $4 where tenant_id = $1 and id = $2 and ended_at is null`,
);

export const handOn = sql(
  'transfers.hand_on',
  `update transfers set hold_id = $3 where tenant_id = $1 and id = $2 and ended_at is null`,
);

export const moveCopy = sql(
  'transfers.move_copy',
  'update copies set status = $3, moved_at = greatest(moved_at, $4), updated_at = $4 where tenant_id = $1 and id = $2',
);

export type RequestRow = {
  copy_id: string;
  item_type: ItemType;
  status: CopyStatus;
  current_branch_id: string;
  open_transfer_id: string | null;
  branch_id: string | null;
};

/** $1 tenant, $2 barcode, $3 the branch that it is asked for. */
export const requestFacts = sql<RequestRow>(
  'transfers.request_facts',
  `select c.id as copy_id, c.item_type, c.status, c.current_branch_id, t.id as open_transfer_id, br.id as branch_id
   from copies c
   left join transfers t on t.tenant_id = c.tenant_id and t.copy_id = c.id and t.ended_at is null
   left join branches br on br.tenant_id = c.tenant_id and br.id = $3
   where c.tenant_id = $1 and c.barcode = $2`,
);

/** The copy of this transfer, and its waitlist. */
export const lockForTransfer = sql('transfers.lock', `select ${onePlanForAll}, lock_for_transfer($1, $2)`);

export type TransferRow = {
  id: string;
  copy_id: string;
  barcode: string;
  from_branch_id: string;
  to_branch_id: string;
  reason: TransferReason;
  state: TransferState;
  hold_id: string | null;
  requested_at: string;
  shipped_at: string | null;
  ended_at: string | null;
  expected_at: string | null;
};

const columns = `t.id, t.copy_id, c.barcode, t.from_branch_id, t.to_branch_id, t.reason, t.state, t.hold_id, t.requested_at,
  t.shipped_at, t.ended_at, t.expected_at`;

export const transferFacts = sql<TransferRow & { copy_status: CopyStatus; assigned_hold_id: string | null }>(
  'transfers.facts',
  `select ${columns}, c.status as copy_status, h.id as assigned_hold_id
   from transfers t
   join copies c on c.tenant_id = t.tenant_id and c.id = t.copy_id
   left join holds h on h.tenant_id = t.tenant_id and h.copy_id = t.copy_id and h.ended_at is null
   where t.tenant_id = $1 and t.id = $2`,
);

export type ListedRow = TransferRow & {
  book_id: string;
  isbn: string | null;
  title: string;
  authors: string[];
  shelf: string | null;
  copy_status: CopyStatus;
  box_number: number | null;
  box_state: BoxState | null;
};

/** In a box that has left: until then a copy lies ready, where it can still be fetched back. */
const hasLeft = `exists (
  select from boxes x where x.tenant_id = t.tenant_id and x.id = t.box_id and x.state <> 'packing')`;
const missingFromBox = `exists (
  select from boxes x where x.tenant_id = t.tenant_id and x.id = t.box_id and x.state = 'received')`;

/**
 * $2 from, $3 to, $4 either, $5 state, $6 stage, or null for any; $7 the moment before which an open one was expected,
 * or null for those in time as well.
 */
const chosen = `t.tenant_id = $1
  and ($2::uuid is null or t.from_branch_id = $2) and ($3::uuid is null or t.to_branch_id = $3)
  and ($4::uuid is null or t.from_branch_id = $4 or t.to_branch_id = $4) and ($5::text is null or t.state = $5)
  and case $6
    when 'to_send' then t.state = 'requested' or (t.state = 'shipped' and not ${hasLeft})
    when 'under_way' then t.state = 'shipped' and ${hasLeft}
    else true end
  and ($7::timestamptz is null or t.expected_at < $7 or ${missingFromBox})`;

/** Lists are counted up to this; a screen says "more than". */
export const countCap = 10_000;

const listed = `${columns}, ${bookLabelColumns}, c.shelf, c.status as copy_status,
  x.number as box_number, x.state as box_state`;
const labels = `join books b on b.tenant_id = c.tenant_id and b.id = c.book_id
     left join boxes x on x.tenant_id = t.tenant_id and x.id = t.box_id`;

/** $8: what the barcode or the title has in it, or ''. */
const chosenAndFound = `${chosen} and ${hasInLabel('t.copy_id', '$8')}`;

const sortColumns = { createdAt: 'requested_at', requestedAt: 'requested_at', expectedAt: 'expected_at' };
/** In the order of any of these there is an index of the open ones; of all there ever were, in that of the requests. */
export const openFields = ['requestedAt', 'expectedAt', 'createdAt'] as const;
export const anyFields = ['requestedAt', 'createdAt'] as const;
export const toSendFields = ['shelf', ...openFields] as const;
type OpenOrder = Order<(typeof openFields)[number]>;

function listing(name: string, which: string, order: OpenOrder) {
  const direction = order.descending ? 'desc' : 'asc';
  const sorted = `t.${sortColumns[order.field]} ${direction}, t.id ${direction}`;
  return sql<ListedRow>(
    `${name}_${orderName(order)}`,
    `select ${listed}
     from (select * from transfers t where ${which} order by ${sorted} limit $9 offset $10) t
     join copies c on c.tenant_id = t.tenant_id and c.id = t.copy_id
     ${labels}
     order by ${sorted}`,
  );
}
const counting = (name: string, which: string) =>
  sql<{ count: number }>(
    name,
    `select count(*) from (select from transfers t where ${which} limit ${countCap}) counted`,
  );

/** Open ones have an index of their own: what is to do must not be looked for in the history of all journeys. */
const chosenAndOpen = `${chosenAndFound} and t.ended_at is null`;
export const listOpen = (order: OpenOrder) => listing('transfers.list_open', chosenAndOpen, order);
export const countOpen = counting('transfers.count_open', chosenAndOpen);
export const listAny = (order: Order<(typeof anyFields)[number]>) =>
  listing('transfers.list_any', chosenAndFound, order);
export const countAny = counting('transfers.count_any', chosenAndFound);

/** As somebody goes along the shelves; then what lies ready, by where it goes. */
export function listToSend(descending: boolean) {
  const direction = descending ? 'desc' : 'asc';
  return sql<ListedRow>(
    `transfers.list_to_send${descending ? '_down' : ''}`,
    `select ${listed}
     from transfers t
     join copies c on c.tenant_id = t.tenant_id and c.id = t.copy_id
     ${labels}
     where ${chosenAndOpen}
     order by t.state ${direction}, case when t.state = 'shipped' then t.to_branch_id end ${direction},
       c.shelf ${direction} nulls last, t.id
     limit $9 offset $10`,
  );
}
