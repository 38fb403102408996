import type { TransferStage, TransferState } from '#shared/contract/vocabulary.ts';
import type { Tx } from '../db/transaction.ts';
import { orderOf, pageOf, type Window } from '../http/lists.ts';
import { Refusal } from '../http/refusal.ts';
import {
  anyFields,
  countAny,
  countCap,
  countOpen,
  listAny,
  listOpen,
  listToSend,
  openFields,
  toSendFields,
} from './queries.ts';
import { listedTransfer } from './transfer-record.ts';

type Choice = Window & {
  sort?: string | undefined;
  query?: string | undefined;
  fromBranchId?: string;
  toBranchId?: string;
  branchId?: string;
  state?: TransferState;
  stage?: TransferStage;
  late?: boolean;
};

/**
 * Transfers, the oldest first, or those to send in the order of the shelves; `late` keeps open ones that are overdue,
 * `query` open ones with it in their barcode or title. @throws Refusal VALIDATION_FAILED
 */
export async function findTransfers(tx: Tx, { limit, offset, ...choice }: Choice, now: Date) {
  const { fromBranchId, toBranchId, branchId, state, stage, late, query = '' } = choice;
  const ends = [fromBranchId, toBranchId, branchId];
  const values = [tx.context.tenantId, ...ends, state, stage, late ? now : null, query];
  const [list, count] = statementsFor(choice);
  const [rows, [counted]] = await Promise.all([tx.query(list, [...values, limit, offset]), tx.query(count, values)]);
  const listed = rows.map((row) => listedTransfer(row, now));
  return pageOf(listed, counted?.count ?? 0, { limit, offset }, countCap);
}

const oldestFirst = { field: 'requestedAt', descending: false } as const;

function statementsFor({ sort, query, state, stage, late }: Omit<Choice, keyof Window>) {
  const isOver = state === 'received' || state === 'cancelled';
  if (query && isOver) refuseToSearch(state);
  if (stage === 'to_send') {
    const { field, descending } = orderOf(sort, toSendFields) ?? { field: 'shelf', descending: false };
    return [field === 'shelf' ? listToSend(descending) : listOpen({ field, descending }), countOpen] as const;
  }
  const onlyOpen = query || late || stage || (state && !isOver);
  if (onlyOpen) return [listOpen(orderOf(sort, openFields) ?? oldestFirst), countOpen] as const;
  return [listAny(orderOf(sort, anyFields) ?? oldestFirst), countAny] as const;
}

/** What is over is never thrown away, and would have to be read from the first journey on. */
function refuseToSearch(state: TransferState): never {
  const message = `looks among open transfers, and none of them is ${state}`;
  const detail = 'Only transfers that are not over yet can be searched by barcode or title.';
  throw new Refusal('VALIDATION_FAILED', { detail, errors: [{ path: 'query.query', message }] });
}
