import type { ReactNode } from 'react';
import { text } from '../../text/language.ts';
import { FormButtons, FormRefusal, type Submission } from '../form.tsx';
import { Dialog } from './dialog.tsx';

type FormDialogProps = {
  title: string;
  form: Submission;
  submit: string;
  /** On the same button while it is sent. */
  busy: string;
  /** It cannot be sent as it stands. */
  isDisabled?: boolean;
  heldScans?: number;
  onClose(): void;
  children: ReactNode;
};

/** A dialog that is one form: its fields, what was said about them, the way out and the way on. */
export function FormDialog({ title, form, submit, busy, isDisabled = false, ...dialog }: FormDialogProps) {
  const { children, onClose, heldScans = 0 } = dialog;
  return (
    <Dialog title={title} onClose={onClose} heldScans={heldScans}>
      <form onSubmit={form.submit} noValidate>
        {children}
        <FormRefusal sentence={form.sentence} />
        <FormButtons
          back={text.dialog.cancel}
          onBack={onClose}
          submit={form.isBusy ? busy : submit}
          isDisabled={form.isBusy || isDisabled}
        />
      </form>
    </Dialog>
  );
}
