import { type Sql, sql } from '../db/sql.ts';

// Staff and members sign in alike; these are their two tables in one shape. `active` says who may come in.
export type PersonRow = {
  kind: 'staff' | 'member';
  id: string;
  number: string;
  name: string;
  role: string;
  /** The branches a member of staff works for; a member's rights know no branches. */
  branch_ids: string[];
  branch_id: string | null;
  password_hash: string | null;
  otp_secret: string | null;
  otp_confirmed: boolean;
  active: boolean;
};

const staffColumns = `'staff' as kind, id, number, name, role, branch_ids, branch_ids[1] as branch_id, password_hash,
  otp_secret, otp_confirmed_at is not null as otp_confirmed, active`;
const memberColumns = `'member' as kind, id, number, name, 'member' as role, '{}'::uuid[] as branch_ids,
  home_branch_id as branch_id, password_hash, otp_secret, otp_confirmed_at is not null as otp_confirmed,
  status <> 'closed' as active`;

/** A number that a member shares with somebody who works here is the latter's: he could not work otherwise. */
export const findPersonByNumber = sql<PersonRow>(
  'auth.find_person_by_number',
  `select ${staffColumns} from staff where tenant_id = $1 and number = $2
   union all
   select ${memberColumns} from members where tenant_id = $1 and number = $2 and password_hash is not null
   order by active desc, kind desc limit 1`,
);

type Kind = PersonRow['kind'];
/** One statement for each of the two tables. */
const forEachKind = <Row>(name: string, text: (table: string, columns: string) => string): Record<Kind, Sql<Row>> => ({
  staff: sql<Row>(`auth.${name}_of_staff`, text('staff', staffColumns)),
  member: sql<Row>(`auth.${name}_of_member`, text('members', memberColumns)),
});

export const readPerson = forEachKind<PersonRow>(
  'read_person',
  (table, columns) => `select ${columns} from ${table} where tenant_id = $1 and id = $2`,
);

export const lockPerson = forEachKind<PersonRow>(
  'lock_person',
  (table, columns) => `select ${columns} from ${table} where tenant_id = $1 and id = $2 for no key update`,
);

export const setPassword = forEachKind(
  'set_password',
  (table) => `update ${table} set password_hash = $3, updated_at = $4 where tenant_id = $1 and id = $2`,
);

export const setOtpSecret = forEachKind(
  'set_otp_secret',
  (table) => `update ${table} set otp_secret = $3, otp_confirmed_at = null, otp_last_step = null
   where tenant_id = $1 and id = $2`,
);

export const confirmOtpSecret = forEachKind(
  'confirm_otp_secret',
  (table) => `update ${table} set otp_confirmed_at = $3, otp_last_step = $4 where tenant_id = $1 and id = $2`,
);

/** A code works once: its time step must be later than the last one that was used. */
export const spendOtpStep = forEachKind<{ id: string }>(
  'spend_otp_step',
  (table) => `update ${table} set otp_last_step = $3
   where tenant_id = $1 and id = $2 and coalesce(otp_last_step < $3, true) returning id`,
);
