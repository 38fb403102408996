import { useState } from 'react';
import { useStore } from 'zustand';
import type { Box } from '#shared/contract/api/boxes.ts';
import { Icon } from '../../parts/icon.tsx';
import { Key } from '../../parts/key.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, usePermission } from '../desk-context.tsx';
import { useActionKey } from '../use-action-key.ts';
import { PackedBoxButton } from './box-button.tsx';
import { ChooseBranchDialog } from './choose-branch-dialog.tsx';
import { PickListButton } from './pick-list-button.tsx';

/** Begin a box, or go on with one that was put aside; and the list to carry along the shelves. */
export function BoxesHere() {
  const { tasks } = useDesk();
  const { connection } = useDeskState();
  const boxes = useStore(tasks.transfers.store, (state) => state.boxes);
  const [isChoosing, setIsChoosing] = useState(false);
  const mayPack = usePermission('transfers.write') && connection.kind !== 'offline';
  useActionKey(text.boxes.packKey, () => mayPack && setIsChoosing(true));

  return (
    <section className="transfer-tools" aria-label={text.boxes.here}>
      <button type="button" className="button primary" disabled={!mayPack} onClick={() => setIsChoosing(true)}>
        <Icon name="plus" size={18} /> {text.boxes.pack} <Key name={text.boxes.packKey} />
      </button>
      {boxes.filter(isPacked).map((box) => (
        <PackedBoxButton key={box.id} box={box} />
      ))}
      <PickListButton />
      {isChoosing && (
        <ChooseBranchDialog
          title={text.boxes.chooseTitle}
          submit={text.boxes.open}
          busy={text.boxes.opening}
          onChoose={(branchId) => tasks.transfers.packing.begin(branchId)}
          onClose={() => setIsChoosing(false)}
        />
      )}
    </section>
  );
}

const isPacked = ({ state }: Box) => state === 'packing';
