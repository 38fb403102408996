import { useState } from 'react';
import type { ListedTransfer } from '#shared/contract/api/transfers.ts';
import { answerOf, type NotDone, whyNot } from '../../bridge/answer.ts';
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
      <button
        type="button"
        className="button small"
        aria-label={text.transfers.callOffLabel(title)}
        onClick={() => void callOff()}
      >
        {text.transfers.callOff}
      </button>
    );
  }
  if (!row.late) return null;
  return (
    <>
      <button
        type="button"
        className="button small"
        aria-label={text.transfers.neverArrivedLabel(title)}
        onClick={() => setIsGivingUp(true)}
      >
        {text.transfers.neverArrived}
      </button>
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
