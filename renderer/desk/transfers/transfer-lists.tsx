import { useStore } from 'zustand';
import { TransferList } from '#shared/contract/bridge/transfers.ts';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

/** Which list is on the screen. */
export function TransferLists() {
  const { tasks } = useDesk();
  const list = useStore(tasks.transfers.store, (state) => state.list);
  return (
    <fieldset className="transfer-lists">
      <legend className="visually-hidden">{text.transfers.listsLabel}</legend>
      {TransferList.options.map((name) => (
        <button
          key={name}
          type="button"
          className="button"
          aria-pressed={name === list}
          onClick={() => void tasks.transfers.open(name)}
        >
          {text.transfers.lists[name]}
        </button>
      ))}
      {list === 'to_receive' && <ClearButton />}
    </fieldset>
  );
}

/** What was received before leaves the screen, not the record. */
function ClearButton() {
  const { receiving } = useDesk().tasks.transfers;
  const hasLines = useStore(receiving.store, ({ lines }) => lines.length > 0);
  if (!hasLines) return null;
  return (
    <button type="button" className="button quiet" onClick={() => receiving.clear()}>
      {text.returns.clear}
    </button>
  );
}
