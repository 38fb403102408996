import { requireBranches } from '../branches/service.ts';
import { bookLabelOf } from '../db/labels.ts';
import type { Sql, SqlValue } from '../db/sql.ts';
import type { Tx } from '../db/transaction.ts';
import { pageOf, type Window } from '../http/lists.ts';
import { daysOf, type Period } from './period.ts';
import {
  checkoutsByDay,
  membersByCategory,
  moneyOfPeriod,
  newMembers,
  overdueNow,
  popularBooks,
  returnsByDay,
  standing,
  utilisation,
  wantedBooks,
} from './queries.ts';

export type Asked = { period: Period; branchId?: string; now: Date };

/** What happened in some days, and how things stand. @throws Refusal BRANCH_NOT_FOUND, as every report */
export async function dashboard(tx: Tx, asked: Asked) {
  const { period, now } = asked;
  const values = valuesOf(tx, asked);
  const [, checkouts, returns, [money], [joined], [stands]] = await Promise.all([
    requireBranch(tx, asked),
    tx.query(checkoutsByDay, values),
    tx.query(returnsByDay, values),
    tx.query(moneyOfPeriod, values),
    tx.query(newMembers, values),
    tx.query(standing, [tx.context.tenantId, asked.branchId, now]),
  ]);
  const currency = stands?.currency ?? 'USD';
  const inCurrency = (amount: number | undefined) => ({ amount: amount ?? 0, currency });
  const lentOn = new Map(checkouts.map((row) => [row.date, row.checkouts]));
  const backOn = new Map(returns.map((row) => [row.date, row.returns]));
  return {
    ...period,
    checkouts: sum(checkouts.map((row) => row.checkouts)),
    returns: sum(returns.map((row) => row.returns)),
    renewals: sum(checkouts.map((row) => row.renewals)),
    newMembers: joined?.count ?? 0,
    finesCharged: inCurrency(money?.charged),
    paid: inCurrency(money?.paid),
    waived: inCurrency(money?.waived),
    now: {
      openLoans: stands?.open_loans ?? 0,
      overdue: stands?.overdue ?? 0,
      holdsWaiting: stands?.holds_waiting ?? 0,
      holdsReady: stands?.holds_ready ?? 0,
      underWay: stands?.under_way ?? 0,
    },
    days: daysOf(period).map((date) => ({
      date,
      checkouts: lentOn.get(date) ?? 0,
      returns: backOn.get(date) ?? 0,
    })),
  };
}

/** Loans that are overdue now, the longest first. */
export async function overdueReport(tx: Tx, asked: Asked, window: Window) {
  await requireBranch(tx, asked);
  const values = [tx.context.tenantId, asked.branchId, asked.now];
  return page(asked, window, ofReport(tx, overdueNow, values), (row) => ({
    loanId: row.loan_id,
    barcode: row.barcode,
    title: row.title,
    branchId: row.branch_id,
    branchCode: row.branch_code,
    memberId: row.member_id,
    memberNumber: row.member_number,
    checkedOutAt: row.checked_out_at,
    dueAt: row.due_at,
    daysOverdue: row.days_overdue,
  }));
}

/** The books that were lent most in the period. */
export async function popularReport(tx: Tx, asked: Asked, window: Window) {
  await requireBranch(tx, asked);
  return page(asked, window, ofReport(tx, popularBooks, valuesOf(tx, asked)), (row) => ({
    book: bookLabelOf(row),
    checkouts: row.checkouts,
  }));
}

/** How much the copies of each branch and kind are used. */
export async function utilisationReport(tx: Tx, asked: Asked, window: Window) {
  await requireBranch(tx, asked);
  return page(asked, window, ofReport(tx, utilisation, valuesOf(tx, asked)), (row) => ({
    branchId: row.branch_id,
    branchCode: row.branch_code,
    itemType: row.item_type,
    copies: row.copies,
    onLoan: row.on_loan,
    checkouts: row.checkouts,
    turnover: Math.round((row.checkouts / row.copies) * 100) / 100,
  }));
}

/** The books that most members wait for. */
export async function holdsReport(tx: Tx, asked: Asked, window: Window) {
  await requireBranch(tx, asked);
  const values = [tx.context.tenantId, asked.branchId];
  return page(asked, window, ofReport(tx, wantedBooks, values), (row) => ({
    book: bookLabelOf(row),
    waiting: row.waiting,
    ready: row.ready,
    copies: row.copies,
    oldestPlacedAt: row.oldest_placed_at,
  }));
}

/** Members by category. */
export async function membersReport(tx: Tx, asked: Asked, window: Window) {
  await requireBranch(tx, asked);
  const read = ofReport(tx, membersByCategory, valuesOf(tx, asked));
  return page(asked, window, read, ({ category, members, joined, borrowed }) => ({
    category,
    members,
    joined,
    borrowed,
  }));
}

const requireBranch = (tx: Tx, { branchId }: Asked) => requireBranches(tx, branchId ? [branchId] : []);

const valuesOf = (tx: Tx, { branchId, period }: Asked) => [tx.context.tenantId, branchId, period.from, period.to];

type Read<Row> = (limit: number, offset: number) => Promise<Row[]>;

const ofReport =
  <Row>(tx: Tx, statement: Sql<Row>, values: readonly SqlValue[]): Read<Row> =>
  (limit, offset) =>
    tx.query(statement, [...values, limit, offset]);

/** Each row says how many there are in all; behind the last page, where there is none, the very first is asked. */
async function page<Row extends { total: number }, Shown>(
  { period }: Asked,
  window: Window,
  read: Read<Row>,
  show: (row: Row) => Shown,
) {
  const rows = await read(window.limit, window.offset);
  const [any] = rows.length > 0 || window.offset === 0 ? rows : await read(1, 0);
  return { ...period, ...pageOf(rows.map(show), any?.total ?? 0, window) };
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
