import { type FormEvent, useState } from 'react';
import type { Override } from '#shared/contract/api/loans.ts';
import type { Problem } from '#shared/contract/refusals.ts';
import { Dialog } from '../parts/dialogs/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { text } from '../text/language.ts';
import { useHeldScans } from './use-held-scans.ts';

/** A refusal that staff may set aside. `overridden`: what was set aside before, and must be named again. */
export type OverridableRefusal = { problem: Problem; overridden: string[] };

type OverrideDialogProps = {
  purpose: 'lend' | 'renew';
  refusal: OverridableRefusal;
  /** What is lent: a title, or a barcode. */
  subject: string;
  onOverride(override: Override): Promise<void>;
  onClose(): void;
};

/** Asks for the reason of an override; scans made meanwhile wait. */
export function OverrideDialog({ purpose, refusal, subject, onOverride, onClose }: OverrideDialogProps) {
  const heldScans = useHeldScans();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const words = text.override;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    if (reason.trim() === '') return setError(words.missing);
    setIsBusy(true);
    const codes = [...new Set([...refusal.overridden, refusal.problem.code])];
    await onOverride({ codes, reason: reason.trim() });
    onClose();
  }

  return (
    <Dialog title={purpose === 'lend' ? words.title : words.renewTitle} onClose={onClose} heldScans={heldScans}>
      <form onSubmit={submit}>
        <p className="dialog-subject">{subject}</p>
        <p className="dialog-refusal">
          <Icon name="stop" /> {refusal.problem.detail}
        </p>
        <Field
          label={words.reason}
          hint={words.reasonHint}
          error={error}
          value={reason}
          maxLength={500}
          required
          autoFocus
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="dialog-suggestions">
          {words.reasons.map((suggestion) => (
            <button key={suggestion} type="button" className="button small" onClick={() => setReason(suggestion)}>
              {suggestion}
            </button>
          ))}
        </div>
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose}>
            {text.dialog.cancel}
          </button>
          <button type="submit" className="button primary" disabled={isBusy}>
            {isBusy ? words.busy : purpose === 'lend' ? words.submit : words.renewSubmit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
