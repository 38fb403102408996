import { useState } from 'react';
import type { Problem } from '#shared/contract/refusals.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { FormButtons, FormRefusal, useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { mayOverride } from '../overridable.ts';
import { ReasonField } from '../reason-field.tsx';
import { BookWanted } from './book-wanted.tsx';
import { EMPTY_DRAFT, errorsOf, type HoldDraft, orderOf } from './hold-draft.ts';
import { MemberWanted } from './member-wanted.tsx';
import { PickupFields } from './pickup-fields.tsx';
import type { HoldWish } from './waitlists-task.ts';

/** Puts a member on a waitlist: the book or the member is known, and the other is scanned or typed here. */
export function PlaceHoldDialog({ wish }: { wish: HoldWish }) {
  const { tasks } = useDesk();
  const { enrolled } = useDeskState();
  const [draft, setDraft] = useState<HoldDraft>({
    ...EMPTY_DRAFT,
    pickupBranchId: enrolled?.branch.id ?? '',
    ...(wish.kind === 'book' ? { book: wish.book } : { number: wish.member.number }),
  });
  const change = (part: Partial<HoldDraft>) => setDraft((before) => ({ ...before, ...part }));
  const { isBusy, sentence, errors, refusal, submit } = usePlacing(draft);
  const close = () => tasks.waitlists.close();
  const words = text.holds.form;

  return (
    <Dialog title={words.placeTitle} onClose={close}>
      <form onSubmit={submit} noValidate>
        <p className="dialog-subject">{wish.kind === 'book' ? wish.book.title : wish.member.name}</p>
        {wish.kind === 'book' ? (
          <MemberWanted number={draft.number} error={errors.number} onChange={(number) => change({ number })} />
        ) : (
          <BookWanted book={draft.book} error={errors.book} onChange={(book) => change({ book })} />
        )}
        <PickupFields pickup={draft} onChange={change} />
        <FormRefusal sentence={sentence} />
        {refusal && (
          <ReasonField
            reason={draft.reason}
            suggestions={text.override.reasons}
            hint={text.override.reasonHint}
            error={errors.reason}
            onChange={(reason) => change({ reason })}
          />
        )}
        <FormButtons
          back={text.dialog.cancel}
          onBack={close}
          submit={isBusy ? words.busy : refusal ? words.placeAnyway : words.place}
          isDisabled={isBusy}
        />
      </form>
    </Dialog>
  );
}

/** Sends the order; a refusal that this person may set aside is asked again with a reason. */
function usePlacing(draft: HoldDraft) {
  const { tasks, voice } = useDesk();
  const { session } = useDeskState();
  const [errors, setErrors] = useState<ReturnType<typeof errorsOf>>({});
  const [refusals, setRefusals] = useState<Problem[]>([]);
  const permissions = session.kind === 'signed_in' ? session.person.permissions : [];

  const submission = useSubmission(
    async () => {
      const found = errorsOf(draft, refusals.length > 0);
      setErrors(found);
      const order = orderOf(
        draft,
        refusals.map(({ code }) => code),
      );
      if (Object.keys(found).length > 0 || !order) return { kind: 'not_ready' } as const;
      const outcome = await tasks.waitlists.place(order);
      if (outcome.kind === 'refused') {
        const { problem } = outcome;
        setRefusals((before) => (mayOverride(problem, permissions) ? [...before, problem] : []));
      }
      if (outcome.kind !== 'done') return outcome;
      voice.notice('good', text.holds.form.placed(outcome.answer.hold.position ?? 1));
      return outcome;
    },
    () => tasks.waitlists.close(),
  );
  return { ...submission, errors, refusal: refusals.at(-1) };
}
