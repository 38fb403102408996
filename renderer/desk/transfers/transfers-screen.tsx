import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { BoxesHere } from './boxes-here.tsx';
import { PackingPanel } from './packing-panel.tsx';
import { ReceivingPanel } from './receiving-panel.tsx';
import { SentBoxes } from './sent-boxes.tsx';
import { TransferLists } from './transfer-lists.tsx';
import { TransferTable } from './transfer-table.tsx';
import './transfers.css';
import './boxes.css';

/** What is to send, under way, to receive and late; a box that is packed takes the whole screen. */
export function TransfersScreen() {
  const { tasks } = useDesk();
  const { connection } = useDeskState();
  const list = useStore(tasks.transfers.store, (state) => state.list);
  const isPacking = useStore(tasks.transfers.packing.store, ({ box }) => box !== null);
  const isUnpacking = useStore(tasks.transfers.unpacking.store, ({ contents }) => contents !== null);
  const isOffline = connection.kind === 'offline';

  // Whoever comes back, or whose line comes back, sees what is true now.
  useEffect(() => {
    if (isPacking) return;
    void (isOffline ? tasks.transfers.readBranches() : tasks.transfers.open());
  }, [tasks, isPacking, isOffline]);

  if (isPacking) return <PackingPanel />;
  return (
    <div className="transfers">
      <TransferLists />
      {isOffline && (
        <p className="strip tone-attention">
          <Icon name="offline" size={18} /> {text.transfers.offline}
        </p>
      )}
      {list === 'to_send' && <BoxesHere />}
      {list === 'under_way' && <SentBoxes />}
      {list === 'to_receive' && <ReceivingPanel />}
      {!isOffline && !isUnpacking && <TransferTable />}
    </div>
  );
}
