import { useCallback, useState } from 'react';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { FormDialog } from '../../parts/dialogs/form-dialog.tsx';
import { Field } from '../../parts/field.tsx';
import { useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { isCard } from '../scan-meaning.ts';
import { useDivertedScans } from '../use-held-scans.ts';
import type { ShelfCopy } from './catalog-task.ts';

/** Gives a copy a new label: it is scanned straight into the dialog. */
export function RelabelDialog({ copy, onClose }: { copy: ShelfCopy; onClose(): void }) {
  const { tasks } = useDesk();
  const [label, setLabel] = useState('');
  const [reason, setReason] = useState(text.relabel.reason);
  const [error, setError] = useState<string>();
  const takeLabel = useCallback((scan: ScanEvent) => {
    const isLabel = !isCard(scan) && scan.kind !== 'isbn';
    setError(isLabel ? undefined : text.relabel.noLabel);
    if (isLabel) setLabel(scan.text);
  }, []);
  useDivertedScans(takeLabel);
  const words = text.relabel;

  const form = useSubmission(async () => {
    const missing = label.trim() === '' || reason.trim() === '';
    setError(missing ? words.missing : undefined);
    if (missing) return { kind: 'not_ready' } as const;
    return tasks.catalog.relabel(copy.barcode, { barcode: label.trim(), reason: reason.trim() });
  }, onClose);

  return (
    <FormDialog title={words.title} form={form} submit={words.submit} busy={words.busy} onClose={onClose}>
      <p className="code">{copy.barcode}</p>
      <Field
        label={words.number}
        hint={words.numberHint}
        error={error}
        value={label}
        maxLength={64}
        required
        autoFocus
        onChange={(event) => setLabel(event.target.value)}
      />
      <Field
        label={words.why}
        value={reason}
        maxLength={500}
        required
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  );
}
