import { v7 as uuidv7 } from 'uuid';
import type { HoldOrder } from '#shared/contract/api/holds.ts';
import type { Hold } from '#shared/contract/records.ts';
import { localDate } from '#shared/rules/calendar.ts';
import { placedAt } from '#shared/rules/hold-queue.ts';
import { decidePlaceHold } from '#shared/rules/place-hold.ts';
import { choosePolicy } from '#shared/rules/policy.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Tx } from '../db/transaction.ts';
import { Refusal } from '../http/refusal.ts';
import { refuseReplacedCard } from '../members/cards/replaced-card.ts';
import { readPolicies } from '../policies/service.ts';
import { lockForPlacing, type PlacingRow, place, placingFacts } from './queries.ts';

type Placing = { bookId: string; order: HoldOrder; now: Date; onlyMemberId: string | undefined };

/** Puts a member on the waitlist of a book, behind all who wait with his priority or before it. @throws Refusal (domain.md, "Holds") */
export async function placeHold(tx: Tx, { bookId, order, now, onlyMemberId }: Placing): Promise<{ hold: Hold }> {
  const { tenantId } = tx.context;
  const { membershipNumber, pickupBranchId, suspendedUntil = null } = order;
  const [, [row], policies] = await Promise.all([
    tx.query(lockForPlacing, [tenantId, bookId, membershipNumber]),
    tx.query(placingFacts, [tenantId, bookId, membershipNumber, pickupBranchId]),
    readPolicies(tx),
  ]);
  if (row && !row.member_id && onlyMemberId === undefined) await refuseReplacedCard(tx, membershipNumber);
  const facts = found(row, onlyMemberId);
  const situation = { category: facts.category, itemType: facts.item_type ?? 'regular', branchId: pickupBranchId };
  const { maxHoldsPerBook = 0, holdPriority: priority = 0 } = choosePolicy(policies, situation) ?? {};
  const decision = decidePlaceHold(factsOf(facts, maxHoldsPerBook, now), order.override?.codes);
  if (decision.kind === 'refused') throw new Refusal(decision.code, { facts: decision.facts });
  const id = uuidv7();
  const at = placedAt(now, facts.last_placed_at);
  tx.send(place, [tenantId, id, bookId, facts.member_id, pickupBranchId, at, suspendedUntil, priority]);
  const { overridden } = decision;
  recordEvent(tx, {
    action: 'hold.placed',
    entity: 'hold',
    entityId: id,
    at: now,
    facts: {
      bookId,
      memberId: facts.member_id,
      pickupBranchId,
      ...(suspendedUntil ? { suspendedUntil } : {}),
      ...(overridden.length > 0 ? { overridden, reason: order.override?.reason } : {}),
    },
  });
  return { hold: newHold({ id, bookId, memberId: facts.member_id, pickupBranchId }, placeAmong(facts, priority), at) };
}

type FoundRow = PlacingRow & { book_id: string; member_id: string };

function found(row: PlacingRow | undefined, onlyMemberId: string | undefined): FoundRow {
  if (onlyMemberId !== undefined && row?.member_id !== onlyMemberId) throw new Refusal('FORBIDDEN');
  if (!row?.book_id) throw new Refusal('BOOK_NOT_FOUND');
  if (!row.member_id) throw new Refusal('MEMBER_NOT_FOUND');
  if (!row.branch_id) throw new Refusal('BRANCH_NOT_FOUND');
  return { ...row, book_id: row.book_id, member_id: row.member_id };
}

function factsOf(row: FoundRow, maxHoldsPerBook: number, now: Date) {
  return {
    today: localDate(now, row.time_zone),
    member: { status: row.member_status, expiresOn: row.expires_on },
    ownHold: row.own_hold_id ? { id: row.own_hold_id } : null,
    ownLoan: row.own_loan_id ? { id: row.own_loan_id, dueAt: row.own_loan_due_at } : null,
    activeHolds: row.active_holds,
    maxHoldsPerBook,
  };
}

const placeAmong = ({ priorities }: FoundRow, priority: number): number =>
  1 + (priorities ?? []).filter((other) => other <= priority).length;

type NewHold = Pick<Hold, 'id' | 'bookId' | 'memberId' | 'pickupBranchId'>;

const newHold = (hold: NewHold, position: number, at: Date): Hold => ({
  ...hold,
  status: 'waiting',
  position,
  copyId: null,
  placedAt: at.toISOString(),
  shelfExpiresAt: null,
});
