import { useCallback, useState } from 'react';
import type { MemberStanding } from '#shared/contract/records.ts';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { CardReplacementReason } from '#shared/contract/vocabulary.ts';
import { FormDialog } from '../../parts/dialogs/form-dialog.tsx';
import { Choice, Field } from '../../parts/field.tsx';
import { useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { isBook } from '../scan-meaning.ts';
import { useDivertedScans } from '../use-held-scans.ts';

type ReplaceCardProps = { member: MemberStanding; onClose(): void };

/** Gives a member a new card: it is scanned straight into the dialog. */
export function ReplaceCardDialog({ member, onClose }: ReplaceCardProps) {
  const { tasks } = useDesk();
  const [newNumber, setNewNumber] = useState('');
  const [reason, setReason] = useState<CardReplacementReason>('lost');
  const [error, setError] = useState<string>();
  const words = text.replaceCard;
  const takeNumber = useCallback((scan: ScanEvent) => {
    setError(isBook(scan) ? text.replaceCard.noCard : undefined);
    if (!isBook(scan)) setNewNumber(scan.text);
  }, []);
  useDivertedScans(takeNumber);

  const form = useSubmission(async () => {
    const missing = newNumber.trim() === '';
    setError(missing ? words.missing : undefined);
    if (missing) return { kind: 'not_ready' } as const;
    return tasks.members.replaceCard({ newNumber: newNumber.trim(), reason });
  }, onClose);

  return (
    <FormDialog title={words.title} form={form} submit={words.submit} busy={words.busy} onClose={onClose}>
      <p className="dialog-subject">
        {member.name} <span className="code">{member.number}</span>
      </p>
      <Choice<CardReplacementReason> legend={words.why} value={reason} choices={reasons} onChange={setReason} />
      <Field
        label={words.number}
        hint={words.numberHint}
        error={error}
        value={newNumber}
        maxLength={64}
        required
        autoFocus
        onChange={(event) => setNewNumber(event.target.value)}
      />
    </FormDialog>
  );
}

const reasons = CardReplacementReason.options.map((value) => ({ value, label: text.replaceCard.reasons[value] }));
