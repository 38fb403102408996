import type { Api } from '#shared/contract/api.ts';
import type { Person } from '#shared/contract/records.ts';
import type { Principal } from '#shared/rules/permissions.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Database } from '../db/database.ts';
import type { Tx } from '../db/transaction.ts';
import type { Call } from '../http/call.ts';
import { Refusal } from '../http/refusal.ts';
import { attemptKeys, throttle } from './attempts.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import {
  confirmOtpSecret,
  lockPerson,
  type PersonRow,
  readPerson,
  setOtpSecret,
  setPassword,
} from './person-queries.ts';
import { readTenantName, readTenantSlug } from './queries.ts';
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

type ChangeRequest = Pick<
  Call<Api['changePassword']>,
  'principal' | 'body' | 'now' | 'request' | 'reading' | 'transaction'
>;

/**
 * Throttled like sign-in: whoever has stolen an access token must not guess the password with it. The hashing, which
 * takes long, holds no connection and no lock.
 */
export function changePassword(database: Database) {
  const throttled = throttle(database);
  return async ({ principal, body, now, request, reading, transaction }: ChangeRequest): Promise<void> => {
    const whose = personOf(principal);
    const { person, slug } = await reading((tx) => readForChange(tx, whose));
    await throttled(attemptKeys(slug, person.number, request.ip), now, async () => {
      const right = await verifyPassword(person.password_hash ?? undefined, body.current);
      const hash = right ? await hashPassword(body.next) : undefined;
      await transaction((tx) => replacePassword(tx, principal, { before: person.password_hash, hash }, now));
    });
  };
}

async function readForChange(tx: Tx, { kind, id }: Whose): Promise<{ person: PersonRow; slug: string }> {
  const { tenantId } = tx.context;
  const [[person], [tenant]] = await Promise.all([
    tx.query(readPerson[kind], [tenantId, id]),
    tx.query(readTenantSlug, [tenantId]),
  ]);
  if (!person?.active || !tenant) throw new Refusal('SESSION_ENDED');
  return { person, slug: tenant.slug };
}

type Replacement = { before: string | null; hash: string | undefined };

/** Refuses a wrong password here only: a repeated request, whose old password is wrong by now, finds its answer first. */
async function replacePassword(tx: Tx, principal: Principal, { before, hash }: Replacement, now: Date): Promise<void> {
  const whose = personOf(principal);
  const person = await lockActive(tx, whose);
  if (hash === undefined || person.password_hash !== before) {
    throw new Refusal('INVALID_CREDENTIALS', { detail: 'The present password is not right.' });
  }
  tx.send(setPassword[whose.kind], [tx.context.tenantId, whose.id, hash, now]);
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
