import type { BoxState, CopyStatus, ItemType, TransferReason, TransferState } from '#shared/contract/vocabulary.ts';
import { bookLabelColumns } from '../../db/labels.ts';
import { type Sql, sql } from '../../db/sql.ts';

/** The numbers of a library go up; whoever waits here waits for one row, seldom. */
export const nextNumber = sql<{ number: number }>(
  'boxes.next_number',
  'update tenants set last_box_number = last_box_number + 1 where id = $1 returning last_box_number as number',
);

export const insertBox = sql(
  'boxes.insert',
  `insert into boxes (tenant_id, id, number, from_branch_id, to_branch_id, opened_at) values ($1, $2, $3, $4, $5, $6)`,
);

export type BoxRow = {
  id: string;
  number: number;
  from_branch_id: string;
  to_branch_id: string;
  state: BoxState;
  opened_at: string;
  sent_at: string | null;
  received_at: string | null;
  copies: number;
  arrived: number;
};

/** A journey that was called off, or ended elsewhere, is none of the box any more. */
const inBox = `state in ('shipped', 'received')`;

const columns = `b.id, b.number, b.from_branch_id, b.to_branch_id, b.state, b.opened_at, b.sent_at, b.received_at,
  counted.copies, counted.arrived`;
const counted = `cross join lateral (
    select count(*)::int as copies, (count(*) filter (where t.state = 'received'))::int as arrived
    from transfers t where t.tenant_id = b.tenant_id and t.box_id = b.id and t.${inBox}
  ) counted`;

/** By id or by number: one of $2 and $3 is null. Two statements, so that each has its index. */
export const boxById = sql<BoxRow>(
  'boxes.by_id',
  `select ${columns} from boxes b ${counted} where b.tenant_id = $1 and b.id = $2`,
);
export const boxByNumber = sql<BoxRow>(
  'boxes.by_number',
  `select ${columns} from boxes b ${counted} where b.tenant_id = $1 and b.number = $2`,
);

/** Whoever packs shares the box with others who pack, and keeps it from leaving meanwhile. */
export const lockToPack = sql('boxes.lock_to_pack', 'select from boxes where tenant_id = $1 and id = $2 for share');
/** Whoever sends or unpacks it has it alone. */
export const lockToMove = sql(
  'boxes.lock_to_move',
  'select from boxes where tenant_id = $1 and id = $2 for no key update',
);

export const idOfNumber = sql<{ id: string }>(
  'boxes.id_of_number',
  'select id from boxes where tenant_id = $1 and number = $2',
);

export const setState = sql(
  'boxes.set_state',
  `update boxes set state = $3,
     sent_at = case when $3 = 'sent' then $4::timestamptz else sent_at end,
     received_at = case when $3 = 'received' then $4::timestamptz else received_at end
   where tenant_id = $1 and id = $2`,
);

export type PackRow = {
  copy_id: string;
  status: CopyStatus;
  current_branch_id: string;
  item_type: ItemType;
  book_id: string;
  isbn: string | null;
  title: string;
  authors: string[];
  transfer_id: string | null;
  transfer_to: string;
  transfer_state: TransferState;
  transfer_reason: TransferReason;
  transfer_box_id: string | null;
  transfer_box_number: number | null;
  waited_for: boolean;
};

/** $1 tenant, $2 barcode, $3 now. */
export const packFacts = sql<PackRow>(
  'boxes.pack_facts',
  `select c.id as copy_id, c.status, c.current_branch_id, c.item_type, ${bookLabelColumns},
     t.id as transfer_id, t.to_branch_id as transfer_to, t.state as transfer_state, t.reason as transfer_reason,
     t.box_id as transfer_box_id, packed.number as transfer_box_number,
     assigned.id is null and exists (
       select from holds w
       where w.tenant_id = c.tenant_id and w.book_id = c.book_id and w.ended_at is null and w.copy_id is null
         and (w.suspended_until is null or w.suspended_until <= today_at(w.tenant_id, w.pickup_branch_id, $3))
     ) as waited_for
   from copies c
   join books b on b.tenant_id = c.tenant_id and b.id = c.book_id
   left join transfers t on t.tenant_id = c.tenant_id and t.copy_id = c.id and t.ended_at is null
   left join boxes packed on packed.tenant_id = t.tenant_id and packed.id = t.box_id
   left join holds assigned on assigned.tenant_id = c.tenant_id and assigned.copy_id = c.id and assigned.ended_at is null
   where c.tenant_id = $1 and c.barcode = $2`,
);

/** $3: the box, or null to take it out. */
export const putInBox = sql(
  'boxes.put_in_box',
  'update transfers set box_id = $3 where tenant_id = $1 and id = $2 and ended_at is null',
);

export type ContentRow = {
  transfer_id: string;
  barcode: string;
  state: 'shipped' | 'received';
  book_id: string;
  isbn: string | null;
  title: string;
  authors: string[];
};

/** In the order in which they were packed or asked for; at most as many as a box takes. */
export const listContents = sql<ContentRow>(
  'boxes.list_contents',
  `select t.id as transfer_id, c.barcode, t.state, ${bookLabelColumns}
   from transfers t
   join copies c on c.tenant_id = t.tenant_id and c.id = t.copy_id
   join books b on b.tenant_id = c.tenant_id and b.id = c.book_id
   where t.tenant_id = $1 and t.box_id = $2 and t.${inBox}
   order by t.id limit $3`,
);

/** $4: what the number has in it, or ''. */
const chosen = `b.tenant_id = $1 and b.received_at is null
  and ($2::uuid is null or b.from_branch_id = $2) and ($3::uuid is null or b.to_branch_id = $3)
  and ($4 = '' or strpos('BOX-' || b.number, upper($4)) > 0)`;

const sortColumns = { number: 'b.number', createdAt: 'b.opened_at', openedAt: 'b.opened_at' };
export type BoxField = keyof typeof sortColumns;
export const boxFields: readonly BoxField[] = ['number', 'openedAt', 'createdAt'];

/** As many as are open: whatever the order, there are no more to sort than stand about or are under way. */
export function listBoxes(field: BoxField, descending: boolean): Sql<BoxRow> {
  const order = `${sortColumns[field]} ${descending ? 'desc' : 'asc'}, b.id`;
  return sql(
    `boxes.list_by_${field}${descending ? '_down' : ''}`,
    `select ${columns} from (select * from boxes b where ${chosen} order by ${order} limit $5 offset $6) b ${counted}
     order by ${order}`,
  );
}
export const countBoxes = sql<{ count: number }>(
  'boxes.count',
  `select count(*) from (select from boxes b where ${chosen} limit 10000) counted`,
);
