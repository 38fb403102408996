import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { AccruingFine } from '#shared/contract/ledger.ts';
import type { Money } from '#shared/contract/primitives.ts';
import { text } from '../../text/language.ts';
import { useDesk, useFormat, usePermission } from '../desk-context.tsx';
import { AccountTable } from './account-table.tsx';
import { standingOf } from './account-words.ts';
import { TakePayment } from './take-payment.tsx';
import './account.css';

/** A member's account: how it stands, what grows, what may be done, and every line. */
export function AccountSection() {
  const { tasks } = useDesk();
  const { member, summary } = useStore(tasks.account.store);
  const memberId = member?.id;
  useEffect(() => {
    if (memberId) void tasks.account.load();
  }, [tasks, memberId]);
  if (!member) return null;
  const balance = summary?.balance ?? member.balance;
  return (
    <section className="account" aria-label={text.account.title}>
      <AccountStanding balance={balance} />
      {summary && summary.accrued.amount > 0 && <Growing {...summary} />}
      <AccountTable />
    </section>
  );
}

function AccountStanding({ balance }: { balance: Money }) {
  const { tasks } = useDesk();
  const format = useFormat();
  const mayCharge = usePermission('accounts.charge');
  const words = text.account;
  const tone = balance.amount > 0 ? 'attention' : 'good';
  return (
    <div className="account-standing">
      <p className={`account-balance tone-${tone}`} data-testid="account-balance">
        {standingOf(balance, format)}
      </p>
      <div className="account-actions">
        <TakePayment owed={balance} label={words.pay} />
        {mayCharge && (
          <button type="button" className="button small" onClick={() => tasks.account.open({ kind: 'charge' })}>
            {words.charge}
          </button>
        )}
        {balance.amount > 0 && (
          <button type="button" className="button small" onClick={() => tasks.account.open({ kind: 'waiver' })}>
            {words.waive}
          </button>
        )}
        {balance.amount < 0 && (
          <button type="button" className="button small" onClick={() => tasks.account.open({ kind: 'refund' })}>
            {words.refund}
          </button>
        )}
      </div>
    </div>
  );
}

/** What is not owed yet, but will be; opened, by the book that is still out. */
function Growing({ accrued, accruing }: { accrued: Money; accruing: AccruingFine[] }) {
  const format = useFormat();
  const words = text.account;
  return (
    <details className="account-growing">
      <summary>{words.grows(format.money(accrued))}</summary>
      <ul className="account-growing-books">
        {accruing.map(({ loanId, title, daysOverdue, fine }) => (
          <li key={loanId}>
            <span className="cell-title">{title}</span>
            <span className="account-growing-sum">{words.growing(daysOverdue, format.money(fine))}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
