import type { ReadyHold } from '#shared/contract/records.ts';
import type { MemberCategory, MemberStatus } from '#shared/contract/vocabulary.ts';
import { type Sql, sql } from '../db/sql.ts';

export type MemberRow = {
  id: string;
  number: string;
  name: string;
  category: MemberCategory;
  status: MemberStatus;
  status_reason: string | null;
  email: string | null;
  phone: string | null;
  expires_on: string | null;
  home_branch_id: string | null;
  created_at: string;
  updated_at: string;
};

export const memberColumns = `m.id, m.number, m.name, m.category, m.status, m.status_reason, m.email, m.phone, m.expires_on,
  m.home_branch_id, m.created_at, m.updated_at`;

/** $2: the id, null where what was given cannot be one. $3: the number. */
const named =
  'm.tenant_id = $1 and (m.id = $2::uuid or m.number = $3) order by m.id = $2::uuid desc nulls last limit 1';

export const findMemberId = sql<{ id: string }>('members.find_id', `select m.id from members m where ${named}`);

export const lockMember = sql<MemberRow>(
  'members.lock',
  `select ${memberColumns} from members m where m.tenant_id = $1 and m.id = $2 for no key update`,
);

export const findAnonymised = sql<{ id: string }>(
  'members.find_anonymised',
  'select id from members where tenant_id = $1 and id = $2 and anonymised_at is not null',
);

export const readMember = sql<MemberRow>(
  'members.read',
  `select ${memberColumns} from members m where m.tenant_id = $1 and m.id = $2`,
);

export type StandingRow = MemberRow & {
  currency: string;
  /** Of the member's own branch, or of the library's first. */
  time_zone: string;
  open_loans: number;
  overdue_loans: number;
  claimed_returns: number;
  balance_cents: number;
  ready_holds: ReadyHold[] | null;
};

/** $3: the moment that divides overdue loans from others. */
export const readStanding = sql<StandingRow>(
  'members.read_standing',
  `select ${memberColumns}, t.currency, coalesce(
     (select time_zone from branches where tenant_id = $1 and id = m.home_branch_id),
     (select time_zone from branches where tenant_id = $1 order by created_at, id limit 1)
   ) as time_zone, l.open_loans, l.overdue_loans,
   (select count(*) from loans
    where tenant_id = $1 and member_id = m.id and claimed_returned_at is not null)::int as claimed_returns,
   (select coalesce(sum(amount_cents), 0) from ledger_entries where tenant_id = $1 and member_id = m.id) as balance_cents,
   (select jsonb_agg(r order by r."shelfExpiresAt", r.id) from (
      select h.id, b.title, c.barcode, h.pickup_branch_id as "pickupBranchId", h.shelf_expires_at as "shelfExpiresAt",
        case when h.slip_code is null then right(m.number, 4) else h.slip_code end as "pickupCode"
      from holds h
      join copies c on c.tenant_id = $1 and c.id = h.copy_id
      join books b on b.tenant_id = $1 and b.id = h.book_id
      where h.tenant_id = $1 and h.member_id = m.id and h.ended_at is null and h.status = 'ready'
      order by h.shelf_expires_at, h.id limit 50
    ) r) as ready_holds
   from members m
   join tenants t on t.id = m.tenant_id
   cross join lateral (
     select count(*) as open_loans, count(*) filter (where due_at < $3) as overdue_loans from loans
     where tenant_id = $1 and member_id = m.id and returned_at is null
   ) l
   where m.tenant_id = $1 and m.id = $2`,
);

export const insertMember = sql<MemberRow>(
  'members.insert',
  `insert into members as m (tenant_id, id, number, name, category, status, status_reason, email, phone, expires_on,
     home_branch_id, password_hash, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) returning ${memberColumns}`,
);

export const updateMember = sql<MemberRow>(
  'members.update',
  `update members m set number = $3, name = $4, category = $5, status = $6, status_reason = $7, email = $8, phone = $9,
     expires_on = $10, home_branch_id = $11, password_hash = coalesce($12, password_hash), updated_at = $13
   where tenant_id = $1 and id = $2 returning ${memberColumns}`,
);

export const forgetOtp = sql(
  'members.forget_otp',
  'update members set otp_secret = null, otp_confirmed_at = null, otp_last_step = null where tenant_id = $1 and id = $2',
);

/** Nothing personal is left; the opaque number keeps the row's key unique. */
export const erasePerson = sql<MemberRow>(
  'members.erase_person',
  `update members m set number = $3, name = 'Anonymised', status = 'closed', status_reason = null, email = null,
     phone = null, expires_on = null, home_branch_id = null, password_hash = null, otp_secret = null,
     otp_confirmed_at = null, otp_last_step = null, anonymised_at = $4, updated_at = $4
   where tenant_id = $1 and id = $2 returning ${memberColumns}`,
);

const sortColumns = { name: 'm.name_key', number: 'm.number', createdAt: 'm.created_at', expiresOn: 'm.expires_on' };
export type MemberField = keyof typeof sortColumns;
export const memberFields: readonly MemberField[] = ['name', 'number', 'createdAt', 'expiresOn'];

/** How many members of a list are counted. */
export const listCap = 10_000;
/** How many hits of a search are sorted and counted; whoever has more types another letter. */
export const hitCap = 2_000;

const wanted = `m.tenant_id = $1 and ($2::text is null or m.status = $2) and ($3::text is null or m.category = $3)`;

export function listMembers(field: MemberField, descending: boolean): Sql<MemberRow> {
  const order = `${sortColumns[field]} ${descending ? 'desc' : 'asc'}`;
  return sql(
    `members.list_by_${field}${descending ? '_down' : ''}`,
    `select ${memberColumns} from members m where ${wanted} order by ${order}, m.id limit $4 offset $5`,
  );
}

export const countMembers = sql<{ count: number }>(
  'members.count',
  `select count(*) from (select from members m where ${wanted} limit ${listCap}) counted`,
);

const found = `members_with_words($4, $2, $3, ${hitCap})`;

/** The member whose whole number was typed comes first. */
export function searchMembers(field: MemberField, descending: boolean): Sql<MemberRow> {
  const order = `${sortColumns[field]} ${descending ? 'desc' : 'asc'}`;
  return sql(
    `members.search_by_${field}${descending ? '_down' : ''}`,
    `select ${memberColumns} from ${found} m where m.tenant_id = $1
     order by m.number = $4 desc, ${order}, m.id limit $5 offset $6`,
  );
}

export const countFound = sql<{ count: number }>(
  'members.count_found',
  `select count(*) from ${found} m where m.tenant_id = $1`,
);
