import { useState } from 'react';
import { useStore } from 'zustand';
import type { CachedCopy } from '#shared/contract/bridge/catalog.ts';
import { RowButton } from '../../parts/row-button.tsx';
import { text } from '../../text/language.ts';
import { useDesk, usePermission } from '../desk-context.tsx';
import { ChooseBranchDialog } from './choose-branch-dialog.tsx';

type RequestButtonProps = { copy: Pick<CachedCopy, 'barcode' | 'status' | 'currentBranchId'> };

/** Asks for a copy that stands here to be sent to another branch; in its place, where it was asked for. */
export function RequestButton({ copy }: RequestButtonProps) {
  const { tasks } = useDesk();
  const requested = useStore(tasks.transfers.store, (state) => state.requested.get(copy.barcode));
  const [isChoosing, setIsChoosing] = useState(false);
  const mayRequest = usePermission('transfers.write');
  const stands = copy.status === 'available' || copy.status === 'maintenance';
  if (requested) return <span className="copy-note">{text.transfers.requested(requested)}</span>;
  if (!mayRequest || !stands || copy.currentBranchId !== tasks.transfers.here()) return null;
  return (
    <>
      <RowButton label={text.transfers.requestLabel(copy.barcode)} onPress={() => setIsChoosing(true)}>
        {text.transfers.request}
      </RowButton>
      {isChoosing && (
        <ChooseBranchDialog
          title={text.transfers.chooseBranch.title}
          submit={text.transfers.chooseBranch.request}
          busy={text.transfers.chooseBranch.busy}
          onChoose={(branchId) => tasks.transfers.request(copy.barcode, branchId)}
          onClose={() => setIsChoosing(false)}
        />
      )}
    </>
  );
}
