import type { AccountLine } from '#shared/contract/api/account.ts';
import type { AccruingFine } from '#shared/contract/ledger.ts';
import type { MemberStanding } from '#shared/contract/records.ts';
import { copyBarcode, id } from './example-records.ts';

type Told = Pick<AccountLine, 'kind' | 'reason' | 'method' | 'reference'> & {
  at: string;
  title: string;
  cents: number;
};

const plain = { method: null, reference: null };
/** What somebody who owes 12.50 may have behind him, oldest first. */
const history: Told[] = [
  { ...plain, kind: 'charge', reason: 'overdue', at: '2026-09-14', title: 'Middlemarch', cents: 450 },
  { kind: 'payment', reason: 'payment', at: '2026-09-20', title: '', cents: -450, method: 'card', reference: 'T-1704' },
  { ...plain, kind: 'charge', reason: 'lost', at: '2026-10-02', title: 'The Sea, the Sea', cents: 3000 },
  {
    kind: 'payment',
    reason: 'payment',
    at: '2026-10-03',
    title: '',
    cents: -1000,
    method: 'online',
    reference: 'pi_3Q',
  },
  { ...plain, kind: 'waiver', reason: 'found', at: '2026-10-05', title: 'The Sea, the Sea', cents: -3000 },
  {
    kind: 'refund',
    reason: 'Paid and found again',
    at: '2026-10-06',
    title: '',
    cents: 1000,
    method: 'cash',
    reference: null,
  },
  { ...plain, kind: 'charge', reason: 'overdue', at: '2026-11-01', title: 'Things Fall Apart', cents: 1000 },
  { ...plain, kind: 'waiver', reason: 'Illness', at: '2026-11-02', title: '', cents: -250 },
  { ...plain, kind: 'charge', reason: 'Coffee on pages 10 to 20', at: '2026-11-10', title: 'Beloved', cents: 500 },
];

/** The lines of a member's account, newest first: none for whoever owes nothing. */
export function accountOf({ balance: { amount, currency } }: MemberStanding): AccountLine[] {
  if (amount === 0) return [];
  let owed = 0;
  const lines = history.map(({ at, title, cents, ...line }, index): AccountLine => {
    owed += cents;
    return {
      ...line,
      id: id(11, index + 1),
      at: `${at}T10:30:00.000Z`,
      amount: { amount: cents, currency },
      balance: { amount: owed, currency },
      loanId: title ? id(5, 900 + index) : null,
      book: title ? { title, barcode: copyBarcode(900 + index) } : null,
    };
  });
  return lines.toReversed();
}

/** What grows for whoever has something overdue. */
export function accruingOf({ overdueLoans, balance: { currency } }: MemberStanding): AccruingFine[] {
  const titles = ['Mrs Dalloway', 'A Field Guide to Lichens of the North', 'Invisible Cities'];
  return titles.slice(0, overdueLoans).map((title, index) => ({
    loanId: id(5, 800 + index),
    barcode: copyBarcode(800 + index),
    title,
    dueAt: '2026-11-10T18:00:00.000Z',
    daysOverdue: 10 - index,
    fine: { amount: (10 - index) * 25, currency },
  }));
}
