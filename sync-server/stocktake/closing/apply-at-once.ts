import type { Stocktake } from '#shared/contract/stocktake.ts';
import type { Principal } from '#shared/rules/permissions.ts';
import type { Tx } from '../../db/transaction.ts';
import type { ModuleDeps } from '../../deps.ts';
import { stocktakeRow, withCounts } from '../counts/service.ts';
import { runClosing } from './run-closing.ts';

type Deps = Pick<ModuleDeps, 'database' | 'now' | 'closing' | 'log'>;
type Asked = {
  principal: Pick<Principal, 'kind' | 'id' | 'tenantId'>;
  requestId: string;
  transaction<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer>;
};

/** As long as a person likes to look at a button that he pressed. */
const patienceMs = 2000;

/**
 * Begins with the work at once instead of waiting for the job's turn: a small count is closed when the answer comes. What
 * is not done by then the job does; both may be at it together. The answer is kept under the client's key.
 */
export async function applyAtOnce(
  deps: Deps,
  { principal, requestId, transaction }: Asked,
  asked: Stocktake,
): Promise<Stocktake> {
  const { tenantId, kind, id } = principal;
  if (tenantId && isUnderWay(asked)) {
    const signal = AbortSignal.any([AbortSignal.timeout(patienceMs), deps.closing]);
    const task = { tenantId, stocktakeId: asked.id, actor: { kind, id }, requestId };
    await runClosing(deps, task, { signal }).catch((error: unknown) => {
      // It was closed all the same, and the job goes on with it.
      if (!signal.aborted) deps.log.warn({ err: error }, 'a stocktake could not be applied at once');
    });
  }
  return transaction(async (tx) => withCounts(tx, await stocktakeRow(tx, asked.id)));
}

function isUnderWay({ state, closing }: Stocktake): boolean {
  if (closing === null) return false;
  return state !== 'closed' || closing.done + closing.skipped < closing.chosen;
}
