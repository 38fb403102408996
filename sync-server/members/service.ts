import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import type { ReplacedCard } from '#shared/contract/api/members.ts';
import { Id } from '#shared/contract/primitives.ts';
import type { Member, MemberStanding } from '#shared/contract/records.ts';
import type { MemberCategory, MemberStatus } from '#shared/contract/vocabulary.ts';
import type { Access, Principal } from '#shared/rules/permissions.ts';
import { recordEvent } from '../audit/record-event.ts';
import { hashPassword } from '../auth/passwords.ts';
import { endSessionsOf } from '../auth/sessions.ts';
import { refusing } from '../db/constraints.ts';
import type { SqlValue } from '../db/sql.ts';
import type { Tx } from '../db/transaction.ts';
import { Refusal } from '../http/refusal.ts';
import { readPolicies } from '../policies/service.ts';
import { forgetReplacedCards, replacedCardsOf } from './cards/queries.ts';
import { refuseReplacedCard } from './cards/replaced-card.ts';
import { memberRecord, standingRecord } from './member-record.ts';
import {
  erasePerson,
  findAnonymised,
  findMemberId,
  forgetOtp,
  insertMember,
  lockMember,
  type MemberRow,
  readMember,
  readStanding,
  updateMember,
} from './queries.ts';

/** What the database says of a number that a person has, or had on a card that was replaced. */
export const numberConstraints = {
  members_tenant_id_number_key: 'NUMBER_TAKEN',
  members_number_not_replaced: 'NUMBER_TAKEN',
} as const;
const constraints = {
  ...numberConstraints,
  members_tenant_id_home_branch_id_fkey: 'BRANCH_NOT_FOUND',
} as const;

/** The member's id, given as id or number. @throws Refusal MEMBER_NOT_FOUND, CARD_REPLACED */
export async function memberIdOf(tx: Tx, idOrNumber: string): Promise<string> {
  const id = await lookUpId(tx, idOrNumber);
  if (id) return id;
  await refuseReplacedCard(tx, idOrNumber);
  throw new Refusal('MEMBER_NOT_FOUND');
}

type Caller = { access: Exclude<Access, 'none'>; principal: Principal };

/**
 * The same for a caller who may be a member himself: of everybody else he hears the same, whether there is such a
 * member or not.
 * @throws Refusal MEMBER_NOT_FOUND, FORBIDDEN
 */
export async function memberIdFor(tx: Tx, { access, principal }: Caller, idOrNumber: string): Promise<string> {
  if (access !== 'self') return memberIdOf(tx, idOrNumber);
  const id = await lookUpId(tx, idOrNumber);
  if (id === undefined || id !== principal.id)
    throw new Refusal('FORBIDDEN', { facts: { permission: 'members.read' } });
  return id;
}

async function lookUpId(tx: Tx, idOrNumber: string): Promise<string | undefined> {
  const id = Id.safeParse(idOrNumber).success ? idOrNumber : null;
  const [found] = await tx.query(findMemberId, [tx.context.tenantId, id, idOrNumber]);
  return found?.id;
}

export async function readOneMember(tx: Tx, id: string): Promise<Member> {
  return memberOf((await tx.query(readMember, [tx.context.tenantId, id]))[0]);
}

/** The cards that were this member's and are good no longer. */
export async function readReplacedCards(tx: Tx, id: string): Promise<ReplacedCard[]> {
  const rows = await tx.query(replacedCardsOf, [tx.context.tenantId, id]);
  return rows.map(({ number, reason, replaced_at: replacedAt }) => ({ number, reason, replacedAt }));
}

/** What the member has and what stands in the way of lending. */
export async function readMemberStanding(tx: Tx, id: string, now: Date): Promise<MemberStanding> {
  const [[row], policies] = await Promise.all([
    tx.query(readStanding, [tx.context.tenantId, id, now]),
    readPolicies(tx),
  ]);
  if (!row) throw new Refusal('MEMBER_NOT_FOUND');
  return standingRecord(row, policies, now);
}

type Details = {
  number: string;
  name: string;
  category: MemberCategory;
  email?: string | null;
  phone?: string | null;
  expiresOn?: string | null;
  homeBranchId?: string | null;
};

/** @throws Refusal NUMBER_TAKEN, BRANCH_NOT_FOUND */
export async function registerMember(tx: Tx, person: Details & { password?: string }, now: Date): Promise<Member> {
  const id = uuidv7();
  const values = await valuesOf(tx, id, { ...person, status: 'active' }, person.password, now);
  const [row] = await refusing(tx.query(insertMember, values), constraints);
  const { category, homeBranchId } = person;
  const facts = { category, homeBranchId };
  recordEvent(tx, { action: 'member.registered', entity: 'member', entityId: id, at: now, facts });
  return memberOf(row);
}

type MemberChanges = Partial<
  Details & { status: MemberStatus; statusReason: string | null; password: string; resetOtp: true }
>;

/** @throws Refusal MEMBER_NOT_FOUND, NUMBER_TAKEN, BRANCH_NOT_FOUND */
export async function changeMember(tx: Tx, id: string, changes: MemberChanges, now: Date): Promise<Member> {
  const { tenantId } = tx.context;
  const before = await lockPerson(tx, id);
  const values = await valuesOf(tx, id, { ...before, ...changes }, changes.password, now);
  const [row] = await refusing(tx.query(updateMember, values), constraints);
  const after = memberOf(row);
  if (changes.resetOtp) tx.send(forgetOtp, [tenantId, id]);
  const shutOut = after.status === 'closed' && before.status !== 'closed';
  if (shutOut || changes.password !== undefined || changes.resetOtp) endSessionsOf(tx, { kind: 'member', id }, now);
  recordEvent(tx, {
    action: 'member.changed',
    entity: 'member',
    entityId: id,
    at: now,
    facts: factsOf(before, after, changes),
  });
  return after;
}

/** Takes the lock that every checkout takes as well: nothing is lent to this member until the transaction is over. */
export async function lockOneMember(tx: Tx, id: string): Promise<Member> {
  return memberOf((await tx.query(lockMember, [tx.context.tenantId, id]))[0]);
}

/** The same of somebody who is still known: whoever was forgotten is nobody's to change. @throws Refusal MEMBER_NOT_FOUND */
export async function lockPerson(tx: Tx, id: string): Promise<Member> {
  const [member] = await Promise.all([lockOneMember(tx, id), refuseForgotten(tx, id)]);
  return member;
}

/** To be asked behind the member's lock. @throws Refusal MEMBER_NOT_FOUND */
export async function refuseForgotten(tx: Tx, id: string): Promise<void> {
  const [forgotten] = await tx.query(findAnonymised, [tx.context.tenantId, id]);
  if (forgotten) throw new Refusal('MEMBER_NOT_FOUND');
}

/** Erases who the member is and signs him out; whoever calls it has made sure that nothing is open. */
export async function forgetPerson(tx: Tx, id: string, now: Date): Promise<Member> {
  const [row] = await tx.query(erasePerson, [tx.context.tenantId, id, `anonymised-${uuidv4()}`, now]);
  tx.send(forgetReplacedCards, [tx.context.tenantId, id]);
  endSessionsOf(tx, { kind: 'member', id }, now);
  recordEvent(tx, { action: 'member.anonymised', entity: 'member', entityId: id, at: now });
  return memberOf(row);
}

/** Which fields were changed, and the values of those that do not say who the member is. */
function factsOf(before: Member, after: Member, changes: MemberChanges) {
  const plain = ({ category, status, expiresOn, homeBranchId }: Member) => ({
    category,
    status,
    expiresOn,
    homeBranchId,
  });
  return { fields: Object.keys(changes), before: plain(before), after: plain(after) };
}

type Kept = Details & { status: MemberStatus; statusReason?: string | null };

async function valuesOf(
  tx: Tx,
  id: string,
  member: Kept,
  password: string | undefined,
  now: Date,
): Promise<SqlValue[]> {
  const { number, name, category, status, statusReason, email, phone, expiresOn, homeBranchId } = member;
  const hash = password === undefined ? null : await hashPassword(password);
  const personal = [statusReason, email, phone, expiresOn, homeBranchId];
  return [tx.context.tenantId, id, number, name, category, status, ...personal, hash, now];
}

function memberOf(row: MemberRow | undefined): Member {
  if (!row) throw new Refusal('MEMBER_NOT_FOUND');
  return memberRecord(row);
}
