import type { ScanBatch, ScanReceipt } from '#shared/contract/stocktake.ts';
import { shelfRange } from '#shared/rules/call-number.ts';
import type { Principal } from '#shared/rules/permissions.ts';
import { seenTimes } from '#shared/rules/stocktake.ts';
import { json } from '../../db/sql.ts';
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { type StocktakeRow, shareStocktake } from '../counts/queries.ts';
import { keyShelvesOfCopies } from '../shelves/service.ts';
import { takeScans } from './queries.ts';

/** The count that is scanned into; it is not closed before this transaction ends. @throws Refusal STOCKTAKE_NOT_FOUND */
export async function countToScanInto(tx: Tx, id: string): Promise<StocktakeRow> {
  const [row] = await tx.query(shareStocktake, [tx.context.tenantId, id]);
  if (!row) throw new Refusal('STOCKTAKE_NOT_FOUND');
  return row;
}

type Scanner = Pick<Principal, 'kind' | 'id'>;

/** Takes what was seen on the shelves. What comes after the count was closed is kept, and shown as late. */
export async function scan(
  tx: Tx,
  count: StocktakeRow,
  batch: ScanBatch,
  by: Scanner,
  now: Date,
): Promise<ScanReceipt> {
  const late = count.state !== 'open';
  const deskId = by.kind === 'desk' ? by.id : null;
  const rows = json(rowsOf(count, batch, by, now));
  const [changed] = await Promise.all([
    tx.query(takeScans, [tx.context.tenantId, count.id, rows, now, deskId, late]),
    keyShelvesOfCopies(
      tx,
      batch.scans.map(({ barcode }) => barcode),
    ),
  ]);
  const taken = changed.filter((row) => row.is_new).length;
  return { state: count.state, taken, repeated: batch.scans.length - taken, late: late ? taken : 0 };
}

function rowsOf(count: StocktakeRow, { scans, sentAt }: ScanBatch, by: Scanner, now: Date) {
  const times = seenTimes({
    observedAt: scans.map(({ observedAt }) => new Date(observedAt)),
    sentAt: sentAt ? new Date(sentAt) : null,
    receivedAt: now,
    openedAt: new Date(count.opened_at),
  });
  return scans.map(({ id, barcode, shelf, staffId }, index) => {
    const range = shelf ? shelfRange(shelf) : null;
    return {
      id,
      barcode,
      shelf: shelf ?? null,
      keyFrom: range?.from ?? null,
      keyTo: range?.to ?? null,
      seenAt: times[index],
      staffId: by.kind === 'staff' ? by.id : (staffId ?? null),
    };
  });
}
