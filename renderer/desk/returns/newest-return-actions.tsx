import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { routingSlip } from '../../parts/slips/routing-slip.ts';
import { text } from '../../text/language.ts';
import { useDesk, useFormat, usePermission } from '../desk-context.tsx';
import type { ReturnLine } from './return-lines.ts';

/** What may follow at once: the slip, the payment of the fine, the end of a repair. */
export function NewestReturnActions({ line }: { line: ReturnLine }) {
  const { printing, tasks } = useDesk();
  const format = useFormat();
  if (line.outcome.kind !== 'decided') return null;
  const { next, slip, alreadyReturned } = line.outcome.decision;
  const wasBroken = next === 'maintenance' && alreadyReturned && line.condition !== 'damaged';
  return (
    <div className="newest-return-actions">
      <TakePayment line={line} />
      {wasBroken && (
        <button type="button" className="button" onClick={() => void tasks.returns.repaired(line.code)}>
          <Icon name="check" size={18} /> {text.returns.repaired}
        </button>
      )}
      {next !== 'shelve' && (
        <button type="button" className="button" onClick={() => void printing.slip(routingSlip(slip, format))}>
          <Icon name="printer" size={18} /> {text.returns.printSlip}
        </button>
      )}
    </div>
  );
}

/** While whoever brought the copy still stands at the desk. */
function TakePayment({ line }: { line: ReturnLine }) {
  const { tasks } = useDesk();
  const mayTake = usePermission('accounts.pay');
  const debtor = useStore(tasks.returns.store, (state) => state.debtor);
  if (!mayTake || debtor?.lineId !== line.id) return null;
  return (
    <button type="button" className="button" onClick={() => void tasks.account.openFor(debtor.memberId)}>
      <Icon name="money" size={18} /> {text.returns.takePayment}
    </button>
  );
}
