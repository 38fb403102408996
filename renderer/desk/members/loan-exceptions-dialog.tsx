import { useState } from 'react';
import type { Loan } from '#shared/contract/records.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { Field } from '../../parts/field.tsx';
import { FormButtons, FormRefusal, useSubmission } from '../../parts/form.tsx';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat, usePermission } from '../desk-context.tsx';
import { useHeldScans } from '../use-held-scans.ts';

type LoanExceptionsProps = { loan: Loan; onClose(): void };

/** A copy that cannot be scanned is returned; what the member says of it is noted, or taken back. */
export function LoanExceptionsDialog({ loan, onClose }: LoanExceptionsProps) {
  const heldScans = useHeldScans();
  const mayClaim = usePermission('loans.claimed_returned');
  return (
    <Dialog title={text.loanExceptions.title} onClose={onClose} heldScans={heldScans}>
      <p className="dialog-subject">{loan.book.title}</p>
      <p className="code">{loan.copy.barcode}</p>
      <ReturnUnscanned loan={loan} onClose={onClose} />
      {mayClaim && !loan.lostAt && <ClaimForm loan={loan} onClose={onClose} />}
    </Dialog>
  );
}

function ReturnUnscanned({ loan, onClose }: LoanExceptionsProps) {
  const desk = useDesk();
  const words = text.loanExceptions;
  return (
    <section className="loan-exception">
      <p>{words.unscanned}</p>
      <button
        type="button"
        className="button"
        onClick={() => {
          onClose();
          desk.returnCopy(loan.copy.barcode);
        }}
      >
        <Icon name="returns" size={18} /> {words.returnNow}
      </button>
    </section>
  );
}

/** Said for the first time, or taken back. */
function ClaimForm({ loan, onClose }: LoanExceptionsProps) {
  const { tasks, surroundings } = useDesk();
  const format = useFormat();
  const [reason, setReason] = useState('');
  const words = text.loanExceptions;
  const { claimedReturnedAt } = loan;
  const { isBusy, sentence, submit } = useSubmission(
    () => (claimedReturnedAt ? tasks.members.withdrawClaim(loan) : tasks.members.claimReturned(loan, reason.trim())),
    onClose,
  );
  return (
    <form className="loan-exception" onSubmit={submit}>
      <p>{claimedReturnedAt ? words.claimed(format.shortDate(claimedReturnedAt, surroundings.now())) : words.claim}</p>
      {!claimedReturnedAt && (
        <Field
          label={words.said}
          hint={words.saidHint}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      <FormRefusal sentence={sentence} />
      <FormButtons
        back={text.dialog.cancel}
        onBack={onClose}
        submit={claimedReturnedAt ? words.withdraw : words.note}
        isDisabled={isBusy}
      />
    </form>
  );
}
