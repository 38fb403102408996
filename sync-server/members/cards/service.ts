import type { CardReplacement } from '#shared/contract/api/members.ts';
import type { Member } from '#shared/contract/records.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { refusing } from '../../db/constraints.ts';
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { memberRecord } from '../member-record.ts';
import { lockPerson, numberConstraints } from '../service.ts';
import { giveNumber, keepReplacedCard } from './queries.ts';

/**
 * A member gets a new card. The old number is kept, so that whoever shows it is told so and nobody else is ever given it.
 * @throws Refusal MEMBER_NOT_FOUND, NUMBER_TAKEN, VALIDATION_FAILED
 */
export async function replaceCard(tx: Tx, memberId: string, card: CardReplacement, now: Date): Promise<Member> {
  const { newNumber, reason } = card;
  const { tenantId } = tx.context;
  const { number } = await lockPerson(tx, memberId);
  if (number === newNumber) {
    const message = 'This is the number of the card that is to be replaced. Scan the new one.';
    throw new Refusal('VALIDATION_FAILED', { detail: message, errors: [{ path: 'body.newNumber', message }] });
  }
  tx.send(keepReplacedCard, [tenantId, memberId, number, reason, now]);
  const [row] = await refusing(tx.query(giveNumber, [tenantId, memberId, newNumber, now]), numberConstraints);
  if (!row) throw new Refusal('MEMBER_NOT_FOUND');
  const facts = { reason };
  recordEvent(tx, { action: 'member.card_replaced', entity: 'member', entityId: memberId, at: now, facts });
  return memberRecord(row);
}
