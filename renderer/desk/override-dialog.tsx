import { useState } from 'react';
import type { Override } from '#shared/contract/api/loans.ts';
import type { Problem } from '#shared/contract/refusals.ts';
import { Dialog } from '../parts/dialogs/dialog.tsx';
import { FormButtons, useSubmission } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { text } from '../text/language.ts';
import { ReasonField } from './reason-field.tsx';
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
    if (reason.trim() === '') return { kind: 'not_ready' } as const;
    const codes = [...new Set([...refusal.overridden, refusal.problem.code])];
    await onOverride({ codes, reason: reason.trim() });
    return { kind: 'done' } as const;
  }, onClose);

  return (
    <Dialog title={words.title} onClose={onClose} heldScans={heldScans}>
      <form onSubmit={submit}>
        <p className="dialog-subject">{subject}</p>
        <p className="dialog-refusal">
          <Icon name="stop" /> {refusal.problem.detail}
        </p>
        <ReasonField
          reason={reason}
          suggestions={text.override.reasons}
          hint={text.override.reasonHint}
          error={error}
          autoFocus
          onChange={setReason}
        />
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
