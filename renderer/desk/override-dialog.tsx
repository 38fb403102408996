import { useState } from 'react';
import type { Override } from '#shared/contract/api/loans.ts';
import type { Problem } from '#shared/contract/refusals.ts';
import { Dialog } from '../parts/dialogs/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { FormButtons, useSubmission } from '../parts/form.tsx';
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

/** Asks for the reason of an override; scans made meanwhile wait. What comes of it stands on the screen below. */
export function OverrideDialog({ purpose, refusal, subject, onOverride, onClose }: OverrideDialogProps) {
  const heldScans = useHeldScans();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const words = text.override[purpose];
  const { isBusy, submit } = useSubmission(async () => {
    setError(reason.trim() === '' ? text.override.missing : undefined);
    if (reason.trim() !== '') {
      const codes = [...new Set([...refusal.overridden, refusal.problem.code])];
      await onOverride({ codes, reason: reason.trim() });
      onClose();
    }
    return { kind: 'done' } as const;
  });

  return (
    <Dialog title={words.title} onClose={onClose} heldScans={heldScans}>
      <form onSubmit={submit}>
        <p className="dialog-subject">{subject}</p>
        <p className="dialog-refusal">
          <Icon name="stop" /> {refusal.problem.detail}
        </p>
        <ReasonField reason={reason} error={error} onChange={setReason} />
        <FormButtons
          back={text.dialog.cancel}
          onBack={onClose}
          submit={isBusy ? text.override.busy : words.submit}
          isDisabled={isBusy}
        />
      </form>
    </Dialog>
  );
}

type ReasonFieldProps = { reason: string; error: string | undefined; onChange(reason: string): void };

/** The reason in free words, with the common ones at hand. */
function ReasonField({ reason, error, onChange }: ReasonFieldProps) {
  const words = text.override;
  return (
    <>
      <Field
        label={words.reason}
        hint={words.reasonHint}
        error={error}
        value={reason}
        maxLength={500}
        required
        autoFocus
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="dialog-suggestions">
        {words.reasons.map((suggestion) => (
          <button key={suggestion} type="button" className="button small" onClick={() => onChange(suggestion)}>
            {suggestion}
          </button>
        ))}
      </div>
    </>
  );
}
