import { useStore } from 'zustand';
import { useDesk } from '../desk-context.tsx';
import { ChargeDialog } from './charge-dialog.tsx';
import { LossDialog } from './loss-dialog.tsx';
import { PaymentDialog } from './payment-dialog.tsx';
import { PayoutDialog } from './payout-dialog.tsx';
import { WaiverDialog } from './waiver-dialog.tsx';
import './account.css';

/** The dialog about an account that is open, if any: over whatever task it was asked for from. */
export function AccountDialogs() {
  const { tasks } = useDesk();
  const { dialog, member } = useStore(tasks.account.store);
  if (!dialog || !member) return null;
  const { currency } = member.balance;
  const owed = { amount: tasks.account.owed(), currency };
  switch (dialog.kind) {
    case 'payment':
      return <PaymentDialog owed={owed} />;
    case 'waiver':
      return <WaiverDialog owed={owed} />;
    case 'refund':
      return <PayoutDialog credit={{ amount: -owed.amount, currency }} />;
    case 'charge':
      return <ChargeDialog currency={currency} />;
    case 'loss':
      return <LossDialog loan={dialog.loan} currency={currency} />;
  }
}
