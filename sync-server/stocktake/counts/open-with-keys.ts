import type { NewStocktake, Stocktake } from '#shared/contract/stocktake.ts';
import type { Principal } from '#shared/rules/permissions.ts';
import { lacksValue } from '../../db/constraints.ts';
import type { Database } from '../../db/database.ts';
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { keyShelvesOfBranch } from '../shelves/service.ts';
import { open, scopeOf } from './service.ts';

type Asked = {
  body: NewStocktake;
  principal: Pick<Principal, 'kind' | 'id' | 'tenantId'>;
  requestId: string;
  now: Date;
  transaction<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer>;
};

/**
 * Works out the keys of the shelves, in small steps, then takes the snapshot, in one. A shelf that somebody names in
 * between has no key yet: then once more.
 */
export async function openWithKeys(database: Database, asked: Asked, triesLeft = 3): Promise<Stocktake> {
  const { body, principal, requestId, now } = asked;
  const { tenantId, kind, id } = principal;
  if (!tenantId) throw new Refusal('FORBIDDEN');
  scopeOf(body); // before anything is written
  await keyShelvesOfBranch(database, { tenantId, actor: { kind, id }, requestId }, body.branchId);
  try {
    return await asked.transaction((tx) => open(tx, body, now));
  } catch (error) {
    if (triesLeft === 0 || !lacksValue(error, 'shelf_key')) throw error;
    return openWithKeys(database, asked, triesLeft - 1);
  }
}
