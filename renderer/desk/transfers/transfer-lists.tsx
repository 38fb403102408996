import { useStore } from 'zustand';
import { TransferList } from '#shared/contract/bridge/transfers.ts';
import { ViewButtons } from '../../parts/view-buttons.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

/** Which list is on the screen. */
export function TransferLists() {
  const { tasks } = useDesk();
  const list = useStore(tasks.transfers.store, (state) => state.list);
  return (
    <ViewButtons
      legend={text.transfers.listsLabel}
      value={list}
      choices={TransferList.options.map((value) => ({ value, label: text.transfers.lists[value] }))}
      onChange={(chosen) => void tasks.transfers.open(chosen)}
    >
      {list === 'to_receive' && <ClearButton />}
    </ViewButtons>
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
