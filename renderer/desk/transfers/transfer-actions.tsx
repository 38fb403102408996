import { useState } from 'react';
import type { ListedTransfer } from '#shared/contract/api/transfers.ts';
import { answerOf, type NotDone, whyNot } from '../../bridge/answer.ts';
import { RowButton } from '../../parts/row-button.tsx';
import { text } from '../../text/language.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { useDesk, usePermission } from '../desk-context.tsx';

/** What a person may decide about a journey: call it off before it begins, or give the copy up when it is late. */
export function TransferActions({ row }: { row: ListedTransfer }) {
  const { tasks, voice } = useDesk();
  const [isGivingUp, setIsGivingUp] = useState(false);
  if (!usePermission('transfers.write')) return null;
  const { title } = row.book;
  if (row.state === 'requested') {
    const callOff = async () => {
      const outcome = await answerOf<{ kind: 'done' } | NotDone>(tasks.transfers.end(row, false));
      if (outcome.kind !== 'done') voice.notice('refusal', whyNot(outcome));
    };
    return (
      <RowButton label={text.transfers.callOffLabel(title)} onPress={() => void callOff()}>
        {text.transfers.callOff}
      </RowButton>
    );
  }
  if (!row.late) return null;
  return (
    <>
      <RowButton label={text.transfers.neverArrivedLabel(title)} onPress={() => setIsGivingUp(true)}>
        {text.transfers.neverArrived}
      </RowButton>
      {isGivingUp && (
        <ConfirmDialog
          words={text.transfers.giveUp}
          subject={title}
          onConfirm={() => tasks.transfers.end(row, true)}
          onClose={() => setIsGivingUp(false)}
        />
      )}
    </>
  );
}
