import type { AccountLine, WrittenEntry } from '#shared/contract/api/account.ts';
import type { AccruingFine } from '#shared/contract/ledger.ts';
import type { MemberStanding } from '#shared/contract/records.ts';
import { accountOf, accruingOf } from './example-account.ts';
import { id } from './example-records.ts';
import { offline, refused } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';

const NOW = '2026-11-22T10:45:00.000Z';
const BLOCKED_FROM = 1000;

/** Accounts that are kept in memory, with the server's care for what is sent twice. */
export function accountCalls(host: TestHost): CallsOf<'account'> {
  const { library } = host;
  const accounts = new Map<string, AccountLine[]>();
  const answered = new Map<string, WrittenEntry>();
  const memberOf = (memberId: string) => library.members.find((member) => member.id === memberId);
  const linesOf = (member: MemberStanding) => {
    const lines = accounts.get(member.id) ?? accountOf(member);
    accounts.set(member.id, lines);
    return lines;
  };

  type Line = Pick<AccountLine, 'kind' | 'reason'> & Partial<AccountLine> & { cents: number };
  function write(member: MemberStanding, intention: string, { cents, ...line }: Line): WrittenEntry {
    const { currency } = member.balance;
    const lines = linesOf(member);
    member.balance = { amount: member.balance.amount + cents, currency };
    if (member.balance.amount < BLOCKED_FROM) {
      member.blocks = member.blocks.filter(({ code }) => code !== 'BALANCE_OVER_LIMIT');
    }
    const said = { amount: { amount: cents, currency }, balance: member.balance, at: NOW };
    const about = { loanId: null, method: null, reference: null, book: null };
    const entry = { id: id(12, lines.length + 1), ...about, ...line, ...said };
    lines.unshift(entry);
    answered.set(intention, entry);
    return entry;
  }

  function claim(memberId: string, intention: string, line: (member: MemberStanding) => Line | null) {
    if (host.isOffline) return offline();
    const member = memberOf(memberId);
    if (!member) return refused('MEMBER_NOT_FOUND');
    const known = answered.get(intention);
    if (known) return { kind: 'done', answer: known } as const;
    const wanted = line(member);
    if (!wanted) return refused('OVERPAYMENT', { balanceCents: member.balance.amount });
    return { kind: 'done', answer: write(member, intention, wanted) } as const;
  }

  return {
    'account.read': ({ memberId, offset }) => {
      if (host.isOffline) return offline();
      const member = memberOf(memberId);
      if (!member) return refused('MEMBER_NOT_FOUND');
      return { kind: 'done', answer: pageOfAccount(member, linesOf(member), offset) };
    },
    'account.pay': ({ memberId, intention, payment: { amount, method, reference = null } }) =>
      claim(memberId, intention, ({ balance }) =>
        amount.amount > balance.amount
          ? null
          : { kind: 'payment', reason: 'payment', cents: -amount.amount, method, reference },
      ),
    'account.charge': ({ memberId, intention, charge: { amount, reason } }) =>
      claim(memberId, intention, () => ({ kind: 'charge', reason, cents: amount.amount })),
    'account.waive': ({ memberId, intention, waiver: { amount, reason }, signature }) => {
      if (!signature) return refused('FORBIDDEN', { permission: 'accounts.waive' });
      return claim(memberId, intention, () => ({ kind: 'waiver', reason, cents: -amount.amount }));
    },
    'account.refund': ({ memberId, intention, refund: { amount, reason, method }, signature }) => {
      if (!signature) return refused('FORBIDDEN', { permission: 'accounts.refund' });
      return claim(memberId, intention, () => ({ kind: 'refund', reason, method, cents: amount.amount }));
    },
    'account.declareLost': ({ loanId, intention, charge }) => {
      if (host.isOffline) return offline();
      const loan = library.loans.find((candidate) => candidate.id === loanId);
      const member = library.members.find(({ id: memberId }) => memberId === loan?.memberId);
      if (!loan || !member) return refused('LOAN_NOT_FOUND');
      loan.lostAt = NOW;
      if (!charge) return { kind: 'done', answer: {} };
      const book = { title: loan.book.title, barcode: loan.copy.barcode };
      const line = { kind: 'charge', reason: 'lost', loanId, book, cents: charge.amount } as const;
      return { kind: 'done', answer: { charge: write(member, intention, line) } };
    },
  };
}

function pageOfAccount(member: MemberStanding, lines: AccountLine[], offset: number) {
  const limit = 50;
  const data = lines.slice(offset, offset + limit);
  const meta = { total: lines.length, limit, offset, hasMore: offset + data.length < lines.length };
  const accruing: AccruingFine[] = accruingOf(member);
  const accrued = accruing.reduce((sum, { fine }) => sum + fine.amount, 0);
  const { currency } = member.balance;
  return { data, meta, balance: member.balance, accrued: { amount: accrued, currency }, accruing };
}
