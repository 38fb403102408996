import { useStore } from 'zustand';
import type { MemberStanding } from '#shared/contract/records.ts';
import { useDesk } from '../desk-context.tsx';
import { useHeldScans } from '../use-held-scans.ts';
import type { AccountDialog } from './account-task.ts';
import { ChargeDialog } from './charge-dialog.tsx';
import { LossDialog } from './loss-dialog.tsx';
import { PaymentDialog } from './payment-dialog.tsx';
import { PayoutDialog } from './payout-dialog.tsx';
import { WaiverDialog } from './waiver-dialog.tsx';
import './account.css';

/** The dialog about an account that is open, if any: over whatever task it was asked for from. */
export function AccountDialogs() {
  const { dialog, member } = useStore(useDesk().tasks.account.store);
  // What was typed for one member is never another's.
  return dialog && member && <OpenDialog key={member.id} dialog={dialog} member={member} />;
}

function OpenDialog({ dialog, member }: { dialog: AccountDialog; member: MemberStanding }) {
  const { tasks } = useDesk();
  // From the first field to the receipt: no scan slips in while the one gives way to the other.
  useHeldScans();
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
