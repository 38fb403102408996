import type { Money } from '#shared/contract/primitives.ts';
import { Icon } from '../../parts/icon.tsx';
import { Key } from '../../parts/key.tsx';
import { useDesk, usePermission } from '../desk-context.tsx';
import { useActionKey } from '../use-action-key.ts';

const KEY = 'F8';

/** Offers to take what is owed, by a press or by its key, from whatever screen the member is on. */
export function TakePayment({ owed, label }: { owed: Money; label: string }) {
  const { tasks } = useDesk();
  const mayTake = usePermission('accounts.pay');
  const isOffered = mayTake && owed.amount > 0;
  useActionKey(KEY, () => isOffered && tasks.account.open({ kind: 'payment' }));
  if (!isOffered) return null;
  return (
    <button
      type="button"
      className="button small"
      aria-keyshortcuts={KEY}
      onClick={() => tasks.account.open({ kind: 'payment' })}
    >
      <Icon name="money" size={16} /> {label} <Key name={KEY} />
    </button>
  );
}
