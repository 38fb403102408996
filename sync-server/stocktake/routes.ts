import type { stocktakesApi } from '#shared/contract/api/stocktakes.ts';
import type { OperationName } from '#shared/contract/api.ts';
import type { Handlers } from '../http/call.ts';
import { Refusal } from '../http/refusal.ts';

type Names = keyof typeof stocktakesApi & OperationName;

export function stocktakeHandlers(): Handlers<Names> {
  // Until a stocktake can be opened there is none to be found.
  const none = async () => {
    throw new Refusal('STOCKTAKE_NOT_FOUND');
  };
  return {
    openStocktake: none,
    listStocktakes: none,
    readStocktake: none,
    stocktakeProgress: none,
    scanStocktake: none,
    listDiscrepancies: none,
    streamDiscrepancies: none,
    closeStocktake: none,
    settleLateScans: none,
    abandonStocktake: none,
    stocktakeReport: none,
    stocktakeAccuracy: none,
  };
}
