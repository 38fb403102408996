import { useEffect, useRef } from 'react';
import type { WrittenEntry } from '#shared/contract/api/account.ts';
import type { Money } from '#shared/contract/primitives.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { useHeldScans } from '../use-held-scans.ts';

/** The change, large, and the receipt. Enter or Esc goes on; so does the next scan, which is then answered. */
export function PaymentDone({ entry, change }: { entry: WrittenEntry; change: Money }) {
  const desk = useDesk();
  const { account } = desk.tasks;
  const format = useFormat();
  const heldScans = useHeldScans();
  const close = () => account.close();
  const onward = useRef<HTMLButtonElement>(null);
  useEffect(() => onward.current?.focus(), []);
  useEffect(() => {
    if (heldScans > 0) account.close();
  }, [heldScans, account]);

  const words = text.account.payment;
  const { amount, balance } = entry;
  const received = words.done(format.money({ ...amount, amount: Math.abs(amount.amount) }));
  return (
    <Dialog title={words.doneTitle} onClose={close}>
      <div className="account-done tone-good" data-testid="payment-done">
        <p className="account-done-word">
          <Icon name="check" size={40} />
          <span className="huge">{change.amount > 0 ? text.account.change(format.money(change)) : received}</span>
        </p>
        {change.amount > 0 && <p>{received}</p>}
        <p>{balance.amount > 0 ? words.left(format.money(balance)) : words.nothingLeft}</p>
      </div>
      <div className="form-buttons">
        <button type="button" className="button" onClick={() => desk.printPaymentSlip(entry)}>
          <Icon name="printer" size={18} /> {words.print}
        </button>
        <button ref={onward} type="button" className="button primary" onClick={close}>
          {words.close}
        </button>
      </div>
    </Dialog>
  );
}
