import type { Account, AccountLine } from '#shared/contract/api/account.ts';
import type { AccruingFine, LedgerEntry } from '#shared/contract/ledger.ts';
import { accruingFines } from '#shared/rules/fines.ts';
import type { Tx } from '../../db/transaction.ts';
import { orderOf, pageOf, type Window } from '../../http/lists.ts';
import { Refusal } from '../../http/refusal.ts';
import { type OverdueRow, overdueOfMember } from '../overdue/queries.ts';
import { overdueLoanOf } from '../overdue/service.ts';
import {
  accountTotals,
  countFound,
  type EntryRow,
  type LineRow,
  lineFields,
  listEntries,
  listLines,
} from './queries.ts';

type Choice = Window & { sort?: string | undefined; query?: string | undefined };

/** What a member owes and why, newest first, and what would be charged if all that is overdue came back at this moment. */
export async function readAccount(tx: Tx, memberId: string, choice: Choice, now: Date): Promise<Account> {
  const { tenantId } = tx.context;
  const { sort, query = '', ...window } = choice;
  const { descending } = orderOf(sort, lineFields) ?? { descending: true };
  const [rows, [totals], [found], late] = await Promise.all([
    tx.query(listLines(descending), [tenantId, memberId, query, window.limit, window.offset]),
    tx.query(accountTotals, [tenantId, memberId]),
    query ? tx.query(countFound, [tenantId, memberId, query]) : [],
    tx.query(overdueOfMember, [tenantId, memberId, now]),
  ]);
  if (!totals) throw new Refusal('MEMBER_NOT_FOUND');
  const { currency } = totals;
  const accruing = accruingOf(late, now);
  const accrued = accruing.reduce((sum, { fine }) => sum + fine.amount, 0);
  return {
    ...pageOf(rows.map(lineRecord), found?.count ?? totals.entries, window),
    balance: { amount: totals.balance_cents, currency },
    accrued: { amount: accrued, currency },
    accruing,
  };
}

/** Every line of an account, for whoever asks what is held on him. */
export async function allEntries(tx: Tx, memberId: string): Promise<LedgerEntry[]> {
  const rows = await tx.query(listEntries, [tx.context.tenantId, memberId]);
  return rows.map(entryRecord);
}

function accruingOf(rows: OverdueRow[], now: Date): AccruingFine[] {
  const fines = accruingFines(
    rows.map((row) => overdueLoanOf(row).facts),
    now,
  );
  return rows.map((row, index) => {
    const { cents = 0, daysOverdue = 0 } = fines[index] ?? {};
    const { loan_id: loanId, barcode, title, due_at: dueAt, currency } = row;
    return { loanId, barcode, title, dueAt, daysOverdue, fine: { amount: cents, currency } };
  });
}

const lineRecord = (row: LineRow): AccountLine => ({
  ...entryRecord(row),
  book: row.title !== null && row.barcode !== null ? { title: row.title, barcode: row.barcode } : null,
  balance: { amount: row.balance_after_cents, currency: row.currency },
});

const entryRecord = (row: EntryRow): LedgerEntry => ({
  id: row.id,
  kind: row.kind,
  reason: row.reason,
  amount: { amount: row.amount_cents, currency: row.currency },
  loanId: row.loan_id,
  method: row.method,
  reference: row.reference,
  at: row.at,
});
