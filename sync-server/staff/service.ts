import { v7 as uuidv7 } from 'uuid';
import type { Staff } from '#shared/contract/records.ts';
import type { StaffRole } from '#shared/contract/vocabulary.ts';
import { recordEvent } from '../audit/record-event.ts';
import { hashPassword } from '../auth/passwords.ts';
import { endSessionsOf } from '../auth/sessions.ts';
import { requireBranches } from '../branches/service.ts';
import { refusing } from '../db/constraints.ts';
import type { Tx } from '../db/transaction.ts';
import { orderOf, pageOf, type Window } from '../http/lists.ts';
import { Refusal } from '../http/refusal.ts';
import {
  countStaff,
  forgetOtp,
  insertStaff,
  listStaff,
  lockAdmins,
  lockStaff,
  type StaffRow,
  staffFields,
  updateStaff,
} from './queries.ts';

const taken = { staff_tenant_id_number_key: 'NUMBER_TAKEN' } as const;

type NewStaff = {
  number: string;
  name: string;
  email?: string | null;
  role: StaffRole;
  branchIds: string[];
  password: string;
};

/** @throws Refusal NUMBER_TAKEN, BRANCH_NOT_FOUND */
export async function addStaff(tx: Tx, person: NewStaff, now: Date): Promise<Staff> {
  await requireBranches(tx, person.branchIds);
  const id = uuidv7();
  const { number, name, email = null, role, branchIds } = person;
  const values = [
    tx.context.tenantId,
    id,
    number,
    name,
    email,
    role,
    branchIds,
    await hashPassword(person.password),
    now,
  ];
  const [row] = await refusing(tx.query(insertStaff, values), taken);
  recordEvent(tx, { action: 'staff.added', entity: 'staff', entityId: id, at: now, facts: { role, branchIds } });
  return staffRecord(row);
}

type StaffChanges = Partial<NewStaff & { active: boolean; resetOtp: true }>;

/**
 * Whoever loses a right, a password or his place is signed out everywhere; access tokens live on for at most 15 minutes.
 * @throws Refusal NOT_FOUND, NUMBER_TAKEN, BRANCH_NOT_FOUND, LAST_ADMIN
 */
export async function changeStaff(tx: Tx, id: string, changes: StaffChanges, now: Date): Promise<Staff> {
  const { tenantId } = tx.context;
  const [admins, [found]] = await Promise.all([
    tx.query(lockAdmins, [tenantId]),
    tx.query(lockStaff, [tenantId, id]),
    requireBranches(tx, changes.branchIds ?? []),
  ]);
  const before = staffRecord(found);
  const after = { ...before, ...changes };
  const isLastAdmin = admins.length === 1 && admins[0]?.id === id;
  if (isLastAdmin && (after.role !== 'admin' || !after.active)) throw new Refusal('LAST_ADMIN');
  const hash = changes.password === undefined ? null : await hashPassword(changes.password);
  const { number, name, email, role, branchIds, active } = after;
  const values = [tenantId, id, number, name, email, role, branchIds, active, hash, now];
  const [row] = await refusing(tx.query(updateStaff, values), taken);
  if (changes.resetOtp) tx.send(forgetOtp, [tenantId, id]);
  if (mustSignInAgain(before, changes)) endSessionsOf(tx, { kind: 'staff', id }, now);
  recordEvent(tx, { action: 'staff.changed', entity: 'staff', entityId: id, at: now, facts: factsOf(before, changes) });
  return { ...staffRecord(row), ...(changes.resetOtp ? { otpEnrolled: false } : {}) };
}

function mustSignInAgain(before: Staff, { role, branchIds, active, password, resetOtp }: StaffChanges): boolean {
  return (
    password !== undefined ||
    resetOtp === true ||
    (active !== undefined && active !== before.active) ||
    (role !== undefined && role !== before.role) ||
    (branchIds !== undefined && branchIds.join() !== before.branchIds.join())
  );
}

/** Which fields were changed, and the values of those that say nothing of the person. */
function factsOf({ role, branchIds, active }: Staff, changes: StaffChanges) {
  const { role: newRole, branchIds: newBranchIds, active: newActive } = changes;
  return {
    fields: Object.keys(changes),
    before: { role, branchIds, active },
    after: { role: newRole, branchIds: newBranchIds, active: newActive },
  };
}

/** With a reach: only those who work for one of these branches. */
export async function findStaff(
  tx: Tx,
  query: Window & { sort?: string; query?: string },
  reach: readonly string[] | undefined,
) {
  const { field, descending } = orderOf(query.sort, staffFields) ?? { field: 'name', descending: false };
  const values = [tx.context.tenantId, query.query ?? '', reach];
  const [rows, [counted]] = await Promise.all([
    tx.query(listStaff(field, descending), [...values, query.limit, query.offset]),
    tx.query(countStaff, values),
  ]);
  return pageOf(rows.map(staffRecord), counted?.count ?? 0, query);
}

function staffRecord(row: StaffRow | undefined): Staff {
  if (!row) throw new Refusal('NOT_FOUND', { detail: 'There is no such member of staff.' });
  const { id, number, name, email, role, active } = row;
  const { branch_ids: branchIds, otp_enrolled: otpEnrolled, created_at: createdAt } = row;
  return { id, number, name, email, role, branchIds, active, otpEnrolled, createdAt };
}
