import type { CardReplacementReason } from '#shared/contract/vocabulary.ts';
import { sql } from '../../db/sql.ts';
import type { MemberRow } from '../queries.ts';
import { memberColumns } from '../queries.ts';

export type ReplacedCardRow = {
  number: string;
  reason: CardReplacementReason;
  replaced_at: string;
  /** The number that is good today. */
  present_number: string;
};

const replaced = `select r.number, r.reason, r.replaced_at, m.number as present_number
  from replaced_cards r join members m on m.tenant_id = r.tenant_id and m.id = r.member_id`;

export const findReplacedCard = sql<ReplacedCardRow>(
  'cards.find_replaced',
  `${replaced} where r.tenant_id = $1 and r.number = $2`,
);

export const replacedCardsOf = sql<ReplacedCardRow>(
  'cards.replaced_of_member',
  `${replaced} where r.tenant_id = $1 and r.member_id = $2 order by r.replaced_at, r.number`,
);

export const keepReplacedCard = sql(
  'cards.keep_replaced',
  `insert into replaced_cards (tenant_id, member_id, number, reason, replaced_at) values ($1, $2, $3, $4, $5)`,
);

export const giveNumber = sql<MemberRow>(
  'cards.give_number',
  `update members m set number = $3, updated_at = $4 where tenant_id = $1 and id = $2 returning ${memberColumns}`,
);

export const forgetReplacedCards = sql(
  'cards.forget_replaced',
  'delete from replaced_cards where tenant_id = $1 and member_id = $2',
);
