import type { TransferState } from '#shared/contract/vocabulary.ts';
import { lateBefore } from '#shared/rules/transfer.ts';
import type { Tx } from '../db/transaction.ts';
import { pageOf, type Window } from '../http/lists.ts';
import { countAny, countCap, countOpen, listAny, listOpen } from './queries.ts';
import { listedTransfer } from './transfer-record.ts';

type Choice = Window & { fromBranchId?: string; toBranchId?: string; state?: TransferState; late?: boolean };

/** Transfers, the oldest first; `late` keeps open ones that should have arrived by now. */
export async function findTransfers(tx: Tx, { limit, offset, ...choice }: Choice, now: Date) {
  const { fromBranchId, toBranchId, state, late } = choice;
  const values = [tx.context.tenantId, fromBranchId, toBranchId, state, late ? lateBefore(now) : null];
  const [list, count] = late || isOpen(state) ? [listOpen, countOpen] : [listAny, countAny];
  const [rows, [counted]] = await Promise.all([tx.query(list, [...values, limit, offset]), tx.query(count, values)]);
  const total = counted?.count ?? 0;
  const { data, meta } = pageOf(
    rows.map((row) => listedTransfer(row, now)),
    total,
    { limit, offset },
  );
  return { data, meta: { ...meta, totalIsCapped: total >= countCap } };
}

const isOpen = (state: TransferState | undefined) => state === 'requested' || state === 'shipped';
