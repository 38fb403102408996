import { hasInLabel, type LabelRow, labelColumns } from '../../db/labels.ts';
import { type Order, orderName } from '../../db/order.ts';
import { sql } from '../../db/sql.ts';

export type LoanRow = LabelRow & {
  id: string;
  member_id: string | null;
  branch_id: string;
  checked_out_at: string;
  due_at: string;
  returned_at: string | null;
  claimed_returned_at: string | null;
  lost_at: string | null;
  renewals: number;
};

const columns = `l.id, l.member_id, l.branch_id, l.checked_out_at, l.due_at, l.returned_at, l.claimed_returned_at,
  l.lost_at, l.renewals,
  ${labelColumns}`;
const joined = `join copies c on c.tenant_id = l.tenant_id and c.id = l.copy_id
  join books b on b.tenant_id = l.tenant_id and b.id = l.book_id`;

/** Lists are counted up to this; a screen says "more than". */
export const countCap = 10_000;

export const findLoan = sql<LoanRow>(
  'loans.find',
  `select ${columns} from loans l ${joined} where l.tenant_id = $1 and l.id = $2`,
);

const openOnes = `l.tenant_id = $1 and l.returned_at is null
  and ($2::uuid is null or l.branch_id = $2) and ($3::timestamptz is null or l.due_at < $3)`;
/** $4 is a barcode or a card's number, as a whole: each has its index, and a library has 100,000 open loans. */
const foundOnes = `${openOnes} and (
    l.copy_id = (select id from copies where tenant_id = $1 and barcode = $4)
    or l.member_id = (select id from members where tenant_id = $1 and number = $4)
  )`;

const sortColumns = { dueAt: 'due_at', returnedAt: 'returned_at', createdAt: 'checked_out_at' };
export const openFields = ['dueAt', 'createdAt'] as const;
export const closedFields = ['returnedAt', 'createdAt', 'dueAt'] as const;
type OpenOrder = Order<(typeof openFields)[number]>;
type ClosedOrder = Order<(typeof closedFields)[number]>;

/** The id goes the same way as the field, as in the indexes of open loans. */
function openOrder({ field, descending }: OpenOrder): string {
  const direction = descending ? 'desc' : 'asc';
  return `l.${sortColumns[field]} ${direction}, l.id ${direction}`;
}

/** One page of those loans, in an order: labels are read for what is on the page only. */
const pageOfLoans = (name: string, which: string, sorted: string, page: string) =>
  sql<LoanRow>(
    name,
    `select ${columns} from (
       select * from loans l where ${which} order by ${sorted} ${page}
     ) l ${joined} order by ${sorted}`,
  );

export const listOpen = (order: OpenOrder) =>
  pageOfLoans(`loans.list_open_${orderName(order)}`, openOnes, openOrder(order), 'limit $4 offset $5');
export const countOpen = sql<{ count: number }>(
  'loans.count_open',
  `select count(*) from (select from loans l where ${openOnes} limit ${countCap}) counted`,
);

export const findOpen = (order: OpenOrder) =>
  pageOfLoans(`loans.find_open_${orderName(order)}`, foundOnes, openOrder(order), 'limit $5 offset $6');
export const countFound = sql<{ count: number }>(
  'loans.count_found',
  `select count(*) from loans l where ${foundOnes}`,
);

/** $3: what the barcode or the title has in it, or ''. */
const ofMember = `l.tenant_id = $1 and l.member_id = $2 and ${hasInLabel('l.copy_id', '$3')}`;
const openOfMember = `${ofMember} and l.returned_at is null`;
const closedOfMember = `${ofMember} and l.returned_at is not null`;

function listOfMember(name: string, which: string, order: ClosedOrder) {
  const sorted = `l.${sortColumns[order.field]} ${order.descending ? 'desc' : 'asc'}, l.id`;
  return pageOfLoans(`loans.${name}_${orderName(order)}`, which, sorted, 'limit $4 offset $5');
}

export const listOpenOfMember = (order: OpenOrder) => listOfMember('list_open_of_member', openOfMember, order);
export const countOpenOfMember = sql<{ count: number }>(
  'loans.count_open_of_member',
  `select count(*) from loans l where ${openOfMember}`,
);

export const listClosedOfMember = (order: ClosedOrder) => listOfMember('list_closed_of_member', closedOfMember, order);
export const countClosedOfMember = sql<{ count: number }>(
  'loans.count_closed_of_member',
  `select count(*) from (select from loans l where ${closedOfMember} limit ${countCap}) counted`,
);
