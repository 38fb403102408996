import type { Sql, SqlValue } from '../../db/sql.ts';
import type { Tx } from '../../db/transaction.ts';
import { pageOf, type Window } from '../../http/lists.ts';
import { loanRecord } from './loan-record.ts';
import {
  countCap,
  countClosedOfMember,
  countOpen,
  countOpenOfMember,
  type LoanRow,
  listClosedOfMember,
  listOpen,
  listOpenOfMember,
} from './queries.ts';

/** Open loans of a branch or of all, due soonest first; `overdueAt` keeps those due before that moment. */
export function openLoans(
  tx: Tx,
  { branchId, overdueAt, ...window }: Window & { branchId?: string; overdueAt?: Date },
) {
  return page(tx, listOpen, countOpen, [tx.context.tenantId, branchId, overdueAt], window);
}

export function openLoansOfMember(tx: Tx, memberId: string, window: Window) {
  return page(tx, listOpenOfMember, countOpenOfMember, [tx.context.tenantId, memberId], window);
}

export function closedLoansOfMember(tx: Tx, memberId: string, window: Window) {
  return page(tx, listClosedOfMember, countClosedOfMember, [tx.context.tenantId, memberId], window);
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
