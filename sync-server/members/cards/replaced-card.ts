import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { findReplacedCard } from './queries.ts';

/**
 * Nobody has this number: if it is that of a card that was replaced, the refusal says so. Of the new number only its
 * end: whoever shows an old card may have found it in the street.
 * @throws Refusal CARD_REPLACED
 */
export async function refuseReplacedCard(tx: Tx, number: string): Promise<void> {
  const [card] = await tx.query(findReplacedCard, [tx.context.tenantId, number]);
  if (!card) return;
  const endsIn = card.present_number.slice(-4);
  throw new Refusal('CARD_REPLACED', {
    detail: `This card was replaced. The new one ends in ${endsIn}.`,
    facts: { replacedAt: card.replaced_at, reason: card.reason, endsIn },
  });
}
