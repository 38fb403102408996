import { type LabelRow, labelColumns } from '../../db/labels.ts';
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

export const listOpen = sql<LoanRow>(
  'loans.list_open',
  `select ${columns} from (
     select * from loans l where ${openOnes} order by l.due_at, l.id limit $4 offset $5
   ) l ${joined} order by l.due_at, l.id`,
);
export const countOpen = sql<{ count: number }>(
  'loans.count_open',
  `select count(*) from (select from loans l where ${openOnes} limit ${countCap}) counted`,
);

export const listOpenOfMember = sql<LoanRow>(
  'loans.list_open_of_member',
  `select ${columns} from (
     select * from loans where tenant_id = $1 and member_id = $2 and returned_at is null
     order by due_at, id limit $3 offset $4
   ) l ${joined} order by l.due_at, l.id`,
);
export const countOpenOfMember = sql<{ count: number }>(
  'loans.count_open_of_member',
  'select count(*) from loans where tenant_id = $1 and member_id = $2 and returned_at is null',
);

export const listClosedOfMember = sql<LoanRow>(
  'loans.list_closed_of_member',
  `select ${columns} from (
     select * from loans where tenant_id = $1 and member_id = $2 and returned_at is not null
     order by returned_at desc, id limit $3 offset $4
   ) l ${joined} order by l.returned_at desc, l.id`,
);
export const countClosedOfMember = sql<{ count: number }>(
  'loans.count_closed_of_member',
  `select count(*) from (
     select from loans where tenant_id = $1 and member_id = $2 and returned_at is not null limit ${countCap}
   ) counted`,
);
