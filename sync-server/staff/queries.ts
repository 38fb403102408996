import { type Sql, sql } from '../db/sql.ts';

export type StaffRow = {
  id: string;
  number: string;
  name: string;
  email: string | null;
  role: 'librarian' | 'manager' | 'admin';
  branch_ids: string[];
  active: boolean;
  otp_enrolled: boolean;
  created_at: string;
};

const columns = `id, number, name, email, role, branch_ids, active, otp_confirmed_at is not null as otp_enrolled,
  created_at`;

export const insertStaff = sql<StaffRow>(
  'staff.insert',
  `insert into staff (tenant_id, id, number, name, email, role, branch_ids, password_hash, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) returning ${columns}`,
);

/** Every active admin, always in the same order: two admins who demote each other at once must not both succeed. */
export const lockAdmins = sql<{ id: string }>(
  'staff.lock_admins',
  `select id from staff where tenant_id = $1 and role = 'admin' and active order by id for no key update`,
);

export const lockStaff = sql<StaffRow>(
  'staff.lock',
  `select ${columns} from staff where tenant_id = $1 and id = $2 for no key update`,
);

export const updateStaff = sql<StaffRow>(
  'staff.update',
  `update staff set number = $3, name = $4, email = $5, role = $6, branch_ids = $7, active = $8,
     password_hash = coalesce($9, password_hash), updated_at = $10
   where tenant_id = $1 and id = $2 returning ${columns}`,
);

export const forgetOtp = sql(
  'staff.forget_otp',
  `update staff set otp_secret = null, otp_confirmed_at = null, otp_last_step = null where tenant_id = $1 and id = $2`,
);

const sortColumns = { name: 'name', number: 'number', role: 'role', createdAt: 'created_at' };
export type StaffField = keyof typeof sortColumns;
export const staffFields: readonly StaffField[] = ['name', 'number', 'role', 'createdAt'];

const matching = `tenant_id = $1 and ($2 = '' or strpos(lower(name || ' ' || number), lower($2)) > 0)
  and ($3::uuid[] is null or branch_ids && $3)`;

export function listStaff(field: StaffField, descending: boolean): Sql<StaffRow> {
  const order = `${sortColumns[field]} ${descending ? 'desc' : 'asc'}`;
  return sql(
    `staff.list_by_${field}${descending ? '_down' : ''}`,
    `select ${columns} from staff where ${matching} order by ${order}, id limit $4 offset $5`,
  );
}

export const countStaff = sql<{ count: number }>('staff.count', `select count(*) from staff where ${matching}`);
