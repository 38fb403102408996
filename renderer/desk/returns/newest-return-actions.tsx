import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { routingSlip } from '../../parts/slips/routing-slip.ts';
import { text } from '../../text/language.ts';
import { useDesk, useFormat, usePermission } from '../desk-context.tsx';
import type { ReturnLine } from './return-lines.ts';
import type { ReturnsTask } from './returns-task.ts';

type ActionsProps = {
  line: ReturnLine;
  /** Of the screen that the line is on. */
  task: ReturnsTask;
};

/** What may follow at once: the slip, the payment of the fine, the end of a repair. */
export function NewestReturnActions({ line, task }: ActionsProps) {
  const { printing } = useDesk();
  const format = useFormat();
  if (line.outcome.kind !== 'decided') return null;
  const { next, slip, alreadyReturned } = line.outcome.decision;
  const wasBroken = next === 'maintenance' && alreadyReturned && line.condition !== 'damaged';
  return (
    <div className="newest-return-actions">
      <TakePayment line={line} task={task} />
      {wasBroken && (
        <button type="button" className="button" onClick={() => void task.repaired(line.code)}>
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
function TakePayment({ line, task }: ActionsProps) {
  const { tasks } = useDesk();
  const mayTake = usePermission('accounts.pay');
  const debtor = useStore(task.store, (state) => state.debtor);
  if (!mayTake || debtor?.lineId !== line.id) return null;
  return (
    <button type="button" className="button" onClick={() => void tasks.account.openFor(debtor.memberId)}>
      <Icon name="money" size={18} /> {text.returns.takePayment}
    </button>
  );
}
