import type { Person } from '#shared/contract/records.ts';
import type { Principal } from '#shared/rules/permissions.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Tx } from '../db/transaction.ts';
import { Refusal } from '../http/refusal.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import {
  confirmOtpSecret,
  lockPerson,
  type PersonRow,
  readPerson,
  setOtpSecret,
  setPassword,
} from './person-queries.ts';
import { readTenantName } from './queries.ts';
import { newOtpSecret, otpStep, otpUri } from './second-factor.ts';
import { describePerson, endSessionsOf } from './sessions.ts';

// What a signed-in person may read and change of his own account.

type Whose = { kind: PersonRow['kind']; id: string };

export async function readOwnAccount(tx: Tx, principal: Principal): Promise<Person> {
  const { kind, id } = personOf(principal);
  const [person] = await tx.query(readPerson[kind], [tx.context.tenantId, id]);
  if (!person?.active) throw new Refusal('SESSION_ENDED');
  return describePerson(person);
}

type PasswordChange = { current: string; next: string };

/** The hashing is inside the transaction, so that a repeated request finds its answer before its old password is wrong. */
export async function changePassword(tx: Tx, principal: Principal, change: PasswordChange, now: Date): Promise<void> {
  const whose = personOf(principal);
  const person = await lockActive(tx, whose);
  if (!(await verifyPassword(person.password_hash ?? undefined, change.current))) {
    throw new Refusal('INVALID_CREDENTIALS', { detail: 'The present password is not right.' });
  }
  tx.send(setPassword[whose.kind], [tx.context.tenantId, whose.id, await hashPassword(change.next), now]);
  endSessionsOf(tx, { ...whose, exceptFamilyId: principal.familyId }, now);
  recordEvent(tx, { action: `${whose.kind}.password_changed`, entity: whose.kind, entityId: whose.id, at: now });
}

/** A new secret, not in force until a code from it was seen. */
export async function enrolSecondFactor(tx: Tx, principal: Principal, now: Date) {
  const whose = personOf(principal);
  const person = await lockActive(tx, whose);
  if (person.otp_confirmed) throw new Refusal('OTP_STATE', { detail: 'A second factor is already in use.' });
  const { tenantId } = tx.context;
  const [tenant] = await tx.query(readTenantName, [tenantId]);
  const secret = newOtpSecret();
  tx.send(setOtpSecret[whose.kind], [tenantId, whose.id, secret]);
  recordEvent(tx, { action: `${whose.kind}.otp_enrolled`, entity: whose.kind, entityId: whose.id, at: now });
  return { secret, uri: otpUri(secret, tenant?.name ?? 'Carrel', person.number) };
}

export async function confirmSecondFactor(tx: Tx, principal: Principal, code: string, now: Date): Promise<void> {
  const whose = personOf(principal);
  const person = await lockActive(tx, whose);
  if (!person.otp_secret || person.otp_confirmed) {
    throw new Refusal('OTP_STATE', { detail: 'There is no second factor that waits for its first code.' });
  }
  const step = otpStep(person.otp_secret, code, now);
  if (step === undefined) throw new Refusal('INVALID_CREDENTIALS', { detail: 'The code is not right.' });
  tx.send(confirmOtpSecret[whose.kind], [tx.context.tenantId, whose.id, now, step]);
  recordEvent(tx, { action: `${whose.kind}.otp_confirmed`, entity: whose.kind, entityId: whose.id, at: now });
}

async function lockActive(tx: Tx, { kind, id }: Whose): Promise<PersonRow> {
  const [person] = await tx.query(lockPerson[kind], [tx.context.tenantId, id]);
  if (!person?.active) throw new Refusal('SESSION_ENDED');
  return person;
}

function personOf({ kind, id }: Principal): Whose {
  if (id === null || (kind !== 'staff' && kind !== 'member')) throw new Refusal('FORBIDDEN');
  return { kind, id };
}
