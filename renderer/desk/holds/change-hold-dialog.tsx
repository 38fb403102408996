import { useState } from 'react';
import type { HoldChanges, ListedHold } from '#shared/contract/api/holds.ts';
import { FormDialog } from '../../parts/dialogs/form-dialog.tsx';
import { useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { useDesk } from '../desk-context.tsx';
import { useHeldScans } from '../use-held-scans.ts';
import { mayChange } from './hold-words.ts';
import { type Pickup, PickupFields } from './pickup-fields.tsx';

/** One hold: collected elsewhere, passed over while its member is away, or given up. Scans made meanwhile wait. */
export function ChangeHoldDialog({ hold }: { hold: ListedHold }) {
  const { tasks, voice } = useDesk();
  const heldScans = useHeldScans();
  const [pickup, setPickup] = useState<Pickup>(pickupOf(hold));
  const [isGivingUp, setIsGivingUp] = useState(false);
  const close = () => tasks.waitlists.close();
  const words = text.holds.form;
  const form = useSubmission(async () => {
    const changes = changesOf(hold, pickup);
    if (Object.keys(changes).length === 0) return { kind: 'done' } as const;
    const outcome = await tasks.waitlists.change({ holdId: hold.id, changes });
    if (outcome.kind === 'done') voice.notice('good', words.changed);
    return outcome;
  }, close);

  return (
    <>
      <FormDialog
        title={words.changeTitle}
        form={form}
        submit={words.save}
        busy={words.busy}
        isDisabled={!mayChange(hold)}
        heldScans={heldScans}
        onClose={close}
      >
        <p className="dialog-subject">{hold.book.title}</p>
        <p>{hold.member.name}</p>
        {mayChange(hold) ? (
          <PickupFields pickup={pickup} onChange={(part) => setPickup((before) => ({ ...before, ...part }))} />
        ) : (
          <p className="quiet-sentence">{words.hasCopy}</p>
        )}
        <button type="button" className="button" disabled={form.isBusy} onClick={() => setIsGivingUp(true)}>
          {words.giveUp}
        </button>
      </FormDialog>
      {isGivingUp && <GiveUpHold hold={hold} onClose={() => setIsGivingUp(false)} onGivenUp={close} />}
    </>
  );
}

type GiveUpHoldProps = { hold: ListedHold; onClose(): void; onGivenUp(): void };

/** With it goes the place in the waitlist. */
function GiveUpHold({ hold, onClose, onGivenUp }: GiveUpHoldProps) {
  const { tasks, voice } = useDesk();
  const { confirmGiveUp, givenUp } = text.holds.form;
  const giveUp = async () => {
    const outcome = await tasks.waitlists.cancel(hold.id);
    if (outcome.kind === 'done') voice.notice('good', givenUp);
    return outcome;
  };
  return (
    <ConfirmDialog
      words={confirmGiveUp}
      subject={hold.book.title}
      onConfirm={giveUp}
      onClose={onClose}
      onDone={onGivenUp}
    />
  );
}

const pickupOf = ({ pickupBranchId, suspendedUntil }: ListedHold): Pickup => ({
  pickupBranchId,
  awayUntil: suspendedUntil ?? '',
});

/** Only what is different: what another desk changed meanwhile stays. */
function changesOf(hold: ListedHold, { pickupBranchId, awayUntil }: Pickup): HoldChanges {
  const before = pickupOf(hold);
  return {
    ...(pickupBranchId === before.pickupBranchId ? {} : { pickupBranchId }),
    ...(awayUntil === before.awayUntil ? {} : { suspendedUntil: awayUntil || null }),
  };
}
