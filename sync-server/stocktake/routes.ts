import { Readable } from 'node:stream';
import type { stocktakesApi } from '#shared/contract/api/stocktakes.ts';
import type { Access, Principal } from '#shared/rules/permissions.ts';
import type { Tx, TxContext } from '../db/transaction.ts';
import type { ModuleDeps } from '../deps.ts';
import type { Handlers } from '../http/call.ts';
import { wantsCsv } from '../http/csv.ts';
import { reachOf, refuseForeignBranch } from '../http/own-branches.ts';
import { jobQueue } from '../jobs/job-queue.ts';
import { applyAtOnce } from './closing/apply-at-once.ts';
import { begunOnce } from './closing/begun-once.ts';
import { close, settleLate } from './closing/service.ts';
import { openWithKeys } from './counts/open-with-keys.ts';
import {
  abandon,
  type Count,
  findStocktakes,
  lockedStocktake,
  progress,
  stocktakeRow,
  withCounts,
} from './counts/service.ts';
import { discrepancyLines, findDiscrepancies } from './discrepancies/service.ts';
import { accuracy, report } from './report/service.ts';
import { countToScanInto, scan } from './scans/service.ts';

type Names = keyof typeof stocktakesApi;

/** A file is not paged: it has as many rows as a count can. */
const rowsOfFile = 100_000;

export function stocktakeHandlers(deps: ModuleDeps): Handlers<Names> {
  const { database, closing, log } = deps;
  const jobs = jobQueue(database, closing, log);

  /** Reads of a count, where the caller answers for its branch. */
  const readingOf = <Answer>(call: OfOne, work: (tx: Tx, count: Count) => Promise<Answer>) =>
    call.reading(async (tx) => {
      const count = await stocktakeRow(tx, call.params.id);
      refuseForeignBranch(call, count.branch_id);
      return work(tx, count);
    });
  type Change = (tx: Tx, count: Count) => Promise<void>;
  const changed = (call: OfOne, work: Change) => async (tx: Tx) => {
    const count = await lockedStocktake(tx, call.params.id);
    refuseForeignBranch(call, count.branch_id);
    await work(tx, count);
    return withCounts(tx, await stocktakeRow(tx, count.id));
  };
  /** Changes of a count, under its lock. */
  const changing = (call: OfOne, work: Change) => call.transaction(changed(call, work));
  /** The same, where much is to be done about it: the answer says how far that has come. */
  const closingWith = async (call: OfOne, work: Change) => {
    await jobs.open();
    return applyAtOnce(deps, call, await begunOnce(database, call, changed(call, work)));
  };

  return {
    openStocktake: async (call) => {
      refuseForeignBranch(call, call.body.branchId);
      return openWithKeys(database, call);
    },
    listStocktakes: (call) => call.reading((tx) => findStocktakes(tx, call.query, reachOf(call))),
    readStocktake: (call) => readingOf(call, withCounts),
    stocktakeProgress: (call) => readingOf(call, progress),
    scanStocktake: (call) =>
      call.transaction(async (tx) => {
        const count = await countToScanInto(tx, call.params.id);
        refuseForeignBranch(call, count.branch_id);
        return scan(tx, count, call.body, call.principal, call.now);
      }),
    listDiscrepancies: (call) => {
      const window = wantsCsv(call.request) ? { ...call.query, limit: rowsOfFile } : call.query;
      return readingOf(call, (tx, count) => findDiscrepancies(tx, count, window));
    },
    streamDiscrepancies: async (call) => {
      const count = await readingOf(call, async (_, row) => row);
      const stream = Readable.from(discrepancyLines(call.reading, count), { objectMode: false });
      return { contentType: 'application/x-ndjson', stream, headers: { 'cache-control': 'no-store' } };
    },
    closeStocktake: (call) => closingWith(call, (tx, count) => close(tx, jobs, count, call.body, call.now)),
    settleLateScans: (call) => closingWith(call, (tx, count) => settleLate(tx, jobs, count, call.body, call.now)),
    abandonStocktake: (call) => changing(call, async (tx, count) => void (await abandon(tx, count, call.now))),
    stocktakeReport: (call) => {
      const window = wantsCsv(call.request) ? { ...call.query, limit: rowsOfFile } : call.query;
      return readingOf(call, (tx, count) => report(tx, count, window));
    },
    stocktakeAccuracy: (call) => call.reading((tx) => accuracy(tx, call.query.branchId)),
  };
}

/** A call about one count. */
type OfOne = {
  params: { id: string };
  access: Exclude<Access, 'none'>;
  principal: Principal;
  requestId: string;
  idempotency: TxContext['idempotency'];
  reading<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer>;
  transaction<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer>;
};
