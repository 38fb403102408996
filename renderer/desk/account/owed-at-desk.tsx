import { useStore } from 'zustand';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { TakePayment } from './take-payment.tsx';
import './account.css';

/** At Check out: what the member owes now and what grows beside it, and the offer to take it here. */
export function OwedAtDesk() {
  const { tasks } = useDesk();
  const format = useFormat();
  const { member, summary } = useStore(tasks.account.store);
  if (!member) return null;
  const owed = summary?.balance ?? member.balance;
  return (
    <div className="owed-at-desk">
      {summary && summary.accrued.amount > 0 && (
        <p className="quiet-sentence">{text.account.grows(format.money(summary.accrued))}</p>
      )}
      <TakePayment owed={owed} label={text.account.take(format.money(owed))} />
    </div>
  );
}
