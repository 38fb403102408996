import type { Sql, SqlValue } from '../../db/sql.ts';
import type { Tx } from '../../db/transaction.ts';
import { orderOf, pageOf, type Window } from '../../http/lists.ts';
import { loanRecord } from './loan-record.ts';
import {
  closedFields,
  countCap,
  countClosedOfMember,
  countFound,
  countOpen,
  countOpenOfMember,
  findOpen,
  type LoanRow,
  listClosedOfMember,
  listOpen,
  listOpenOfMember,
  openFields,
} from './queries.ts';

type Choice = Window & { sort?: string | undefined; query?: string | undefined };

const dueFirst = { field: 'dueAt', descending: false } as const;
const lastReturnedFirst = { field: 'returnedAt', descending: true } as const;

/**
 * Open loans of a branch or of all, due soonest first; `overdueAt` keeps those due before that moment, `query` those of
 * the copy with this barcode or of the member with this card.
 */
export function openLoans(tx: Tx, choice: Choice & { branchId?: string; overdueAt?: Date }) {
  const order = orderOf(choice.sort, openFields) ?? dueFirst;
  const values = [tx.context.tenantId, choice.branchId, choice.overdueAt];
  return choice.query
    ? page(tx, findOpen(order), countFound, [...values, choice.query], choice)
    : page(tx, listOpen(order), countOpen, values, choice);
}

/** What a member has, due soonest first; `query` keeps what has it in its barcode or title. */
export function openLoansOfMember(tx: Tx, memberId: string, choice: Choice) {
  const order = orderOf(choice.sort, openFields) ?? dueFirst;
  const values = [tx.context.tenantId, memberId, choice.query ?? ''];
  return page(tx, listOpenOfMember(order), countOpenOfMember, values, choice);
}

/** What a member had, the last returned first. */
export function closedLoansOfMember(tx: Tx, memberId: string, choice: Choice) {
  const order = orderOf(choice.sort, closedFields) ?? lastReturnedFirst;
  const values = [tx.context.tenantId, memberId, choice.query ?? ''];
  return page(tx, listClosedOfMember(order), countClosedOfMember, values, choice);
}

async function page(
  tx: Tx,
  list: Sql<LoanRow>,
  count: Sql<{ count: number }>,
  values: SqlValue[],
  { limit, offset }: Window,
) {
  const [rows, [counted]] = await Promise.all([tx.query(list, [...values, limit, offset]), tx.query(count, values)]);
  return pageOf(rows.map(loanRecord), counted?.count ?? 0, { limit, offset }, countCap);
}
