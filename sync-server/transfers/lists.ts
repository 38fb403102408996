import type { TransferStage, TransferState } from '#shared/contract/vocabulary.ts';
import type { Tx } from '../db/transaction.ts';
import { pageOf, type Window } from '../http/lists.ts';
import { countAny, countCap, countOpen, listAny, listOpen, listToSend } from './queries.ts';
import { listedTransfer } from './transfer-record.ts';

type Choice = Window & {
  fromBranchId?: string;
  toBranchId?: string;
  branchId?: string;
  state?: TransferState;
  stage?: TransferStage;
  late?: boolean;
};

/** Transfers, the oldest first, or those to send in the order of the shelves; `late` keeps open ones that are overdue. */
export async function findTransfers(tx: Tx, { limit, offset, ...choice }: Choice, now: Date) {
  const { fromBranchId, toBranchId, branchId, state, stage, late } = choice;
  const ends = [fromBranchId, toBranchId, branchId];
  const values = [tx.context.tenantId, ...ends, state, stage, late ? now : null];
  const [list, count] = statementsFor(choice);
  const [rows, [counted]] = await Promise.all([tx.query(list, [...values, limit, offset]), tx.query(count, values)]);
  const listed = rows.map((row) => listedTransfer(row, now));
  return pageOf(listed, counted?.count ?? 0, { limit, offset }, countCap);
}

function statementsFor({ state, stage, late }: Omit<Choice, keyof Window>) {
  if (stage === 'to_send') return [listToSend, countOpen] as const;
  const onlyOpen = late || stage || state === 'requested' || state === 'shipped';
  return onlyOpen ? ([listOpen, countOpen] as const) : ([listAny, countAny] as const);
}
