import { Stocktake } from '#shared/contract/stocktake.ts';
import type { Principal } from '#shared/rules/permissions.ts';
import type { Database } from '../../db/database.ts';
import { Replay } from '../../db/replay.ts';
import { type Tx, type TxContext, transaction } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';

type Asked = {
  principal: Pick<Principal, 'kind' | 'id' | 'tenantId'>;
  requestId: string;
  idempotency: TxContext['idempotency'];
};

/**
 * Begins what is answered later, when it has come further. That it was begun is kept under a key beside the client's: so
 * it is begun once, and the client's own key stays free for the answer that he is given first.
 */
export async function begunOnce(
  database: Database,
  { principal, requestId, idempotency }: Asked,
  begin: (tx: Tx) => Promise<Stocktake>,
): Promise<Stocktake> {
  const { tenantId, kind, id } = principal;
  if (!tenantId) throw new Refusal('FORBIDDEN');
  // No client can send a key with a line break in it.
  const besides = idempotency && { ...idempotency, key: `${idempotency.key}\nbegun` };
  try {
    return await transaction(database, { tenantId, actor: { kind, id }, requestId, idempotency: besides }, begin);
  } catch (error) {
    if (error instanceof Replay) return Stocktake.parse(JSON.parse(error.answer));
    throw error;
  }
}
