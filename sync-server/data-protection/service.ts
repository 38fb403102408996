import type { Member } from '#shared/contract/records.ts';
import { eventsAbout } from '../audit/service.ts';
import { cancelHoldsOf } from '../circulation/hold-ends/cancel.ts';
import { closedLoansOfMember, openLoansOfMember } from '../circulation/loans/service.ts';
import type { Tx } from '../db/transaction.ts';
import { allEntries } from '../fines/account/read-account.ts';
import { everyHoldOf } from '../holds/lists.ts';
import { Refusal } from '../http/refusal.ts';
import {
  forgetPerson,
  lockOneMember,
  memberIdOf,
  readMemberStanding,
  readOneMember,
  readReplacedCards,
} from '../members/service.ts';
import { allNoticesOf, forgetNoticesOf } from '../notices/service.ts';
import { preferencesOf } from '../notices/settings/service.ts';
import { detachLoans, forgetSlips } from './queries.ts';

const allOfThem = { limit: 1_000_000, offset: 0 };

/**
 * Everything held on a person: his record, his cards, his loans, what he waits for, his account, what he was told and how
 * he wants to be, and what was done to any of it or by himself.
 */
export async function exportMember(tx: Tx, idOrNumber: string) {
  const id = await memberIdOf(tx, idOrNumber);
  const [member, replacedCards, open, closed, holds, account, notices, noticePreferences] = await Promise.all([
    readOneMember(tx, id),
    readReplacedCards(tx, id),
    openLoansOfMember(tx, id, allOfThem),
    closedLoansOfMember(tx, id, allOfThem),
    everyHoldOf(tx, id),
    allEntries(tx, id),
    allNoticesOf(tx, id),
    preferencesOf(tx, id),
  ]);
  const loans = [...open.data, ...closed.data];
  const his = [...loans, ...holds, ...account, ...notices];
  const events = await eventsAbout(tx, [id, ...his.map((held) => held.id)], id);
  return { member, replacedCards, loans, holds, account, notices, noticePreferences, events };
}

/**
 * Forgets a person for good; a copy kept for him goes to the next who waits.
 * @throws Refusal MEMBER_NOT_FOUND, MEMBER_HAS_LOANS, MEMBER_HAS_BALANCE
 */
export async function anonymiseMember(tx: Tx, idOrNumber: string, now: Date): Promise<Member> {
  const id = await memberIdOf(tx, idOrNumber);
  // Before the member's own lock: holds lock copies first (see lock_for_circulation).
  await cancelHoldsOf(tx, id, now);
  await lockOneMember(tx, id);
  // One placed between the two; none can follow now. Its copy's lock comes late: a deadlock is resolved by trying again.
  await cancelHoldsOf(tx, id, now);
  const { openLoans, balance } = await readMemberStanding(tx, id, now);
  if (openLoans > 0) throw new Refusal('MEMBER_HAS_LOANS', { facts: { openLoans } });
  if (balance.amount !== 0) throw new Refusal('MEMBER_HAS_BALANCE', { facts: { balance } });
  tx.send(detachLoans, [tx.context.tenantId, id]);
  tx.send(forgetSlips, [tx.context.tenantId, id]);
  forgetNoticesOf(tx, id);
  return forgetPerson(tx, id, now);
}
