import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { WrittenEntry } from '#shared/contract/api/account.ts';
import type { Money } from '#shared/contract/primitives.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import { paymentSlip } from '../../parts/slips/payment-slip.ts';
import type { SlipDocument } from '../../parts/slips/slip-document.ts';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, useFormat } from '../desk-context.tsx';
import { useHeldScans } from '../use-held-scans.ts';

type MoneyMovedProps = {
  entry: WrittenEntry;
  /** What goes back over the desk, if anything. */
  change?: Money;
};

/**
 * Money was taken or paid out: the change, large, and the receipt. Enter or Esc goes on; so does the next scan, and
 * where there is no change to hand back, one that was made before.
 */
export function MoneyMoved({ entry, change }: MoneyMovedProps) {
  const { tasks, printing } = useDesk();
  const format = useFormat();
  const heldScans = useHeldScans();
  const slip = useReceipt(entry);
  const onward = useRef<HTMLButtonElement>(null);
  useEffect(() => onward.current?.focus(), []);
  const hasChange = change !== undefined && change.amount > 0;
  const seenScans = useRef(hasChange ? heldScans : 0);
  useEffect(() => {
    if (heldScans > seenScans.current) tasks.account.close();
  }, [heldScans, tasks]);
  if (!slip) return null;

  const sum = format.money({ ...entry.amount, amount: Math.abs(entry.amount.amount) });
  return (
    <Dialog title={slip.title} onClose={() => tasks.account.close()} heldScans={heldScans}>
      <div className="money-moved" data-testid="money-moved">
        <p className="money-moved-sum tone-good">
          <Icon name="check" size={40} /> {hasChange ? text.account.change(format.money(change)) : sum}
        </p>
        {hasChange && <p>{text.account.payment.done(sum)}</p>}
        <Receipt slip={slip} />
      </div>
      <div className="form-buttons">
        <button type="button" className="button" onClick={() => void printing.slip(slip)}>
          <Icon name="printer" size={18} /> {text.account.printReceipt}
        </button>
        <button ref={onward} type="button" className="button primary" onClick={() => tasks.account.close()}>
          {text.account.goOn}
        </button>
      </div>
    </Dialog>
  );
}

/** The receipt of a line of the account that is open; printed at once where this desk prints every receipt. */
function useReceipt(entry: WrittenEntry): SlipDocument | null {
  const { tasks, preferences, printing } = useDesk();
  const format = useFormat();
  const { enrolled } = useDeskState();
  const { member } = useStore(tasks.account.store);
  const slip = enrolled && member && paymentSlip(enrolled.branch, { entry, membershipNumber: member.number }, format);
  const toPrint = useRef(preferences.getState().printPaymentSlips ? slip : null);
  useEffect(() => {
    if (toPrint.current) void printing.slip(toPrint.current);
    toPrint.current = null;
  }, [printing]);
  return slip;
}

/** What stands on the paper, for whoever prints none. */
function Receipt({ slip }: { slip: SlipDocument }) {
  const pairs = slip.lines.filter((line) => line.kind === 'pair');
  return (
    <dl className="receipt">
      {pairs.map(({ left, right }) => (
        <div key={left}>
          <dt>{left}</dt>
          <dd>{right}</dd>
        </div>
      ))}
    </dl>
  );
}
