import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { FormButtons, FormRefusal } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { useHeldScans } from '../use-held-scans.ts';
import { standingOf } from './account-words.ts';
import type { useIntention } from './use-intention.ts';

type AccountDialogProps = {
  title: string;
  submit: string;
  form: ReturnType<typeof useIntention>;
  children: ReactNode;
};

/** A dialog about the account that is shown: whose it is, how it stands, the fields, and the way out and on. */
export function AccountDialogFrame({ title, submit, form, children }: AccountDialogProps) {
  const { tasks } = useDesk();
  const heldScans = useHeldScans();
  const { isBusy, isFrozen, sentence } = form;
  const close = () => tasks.account.close(isFrozen || isBusy);
  const word = isFrozen ? text.account.tryAgain : submit;
  return (
    <Dialog title={title} onClose={close} heldScans={heldScans}>
      <form onSubmit={form.submit} noValidate>
        <WhoseAccount />
        <fieldset className="account-fields" disabled={isFrozen}>
          {children}
        </fieldset>
        <FormRefusal sentence={sentence} />
        {isFrozen && <p className="field-hint">{text.account.frozen}</p>}
        <FormButtons
          back={isFrozen ? text.account.close : text.dialog.cancel}
          onBack={close}
          submit={isBusy ? text.account.busy : word}
          isDisabled={isBusy}
        />
      </form>
    </Dialog>
  );
}

function WhoseAccount() {
  const { tasks } = useDesk();
  const format = useFormat();
  const { member, summary } = useStore(tasks.account.store);
  if (!member) return null;
  return (
    <p className="account-whose">
      <span className="dialog-subject">{member.name}</span>
      <span>{standingOf(summary?.balance ?? member.balance, format)}</span>
    </p>
  );
}
