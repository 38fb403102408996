import { useState } from 'react';
import type { HoldChanges, ListedHold } from '#shared/contract/api/holds.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { FormButtons, FormRefusal, useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { useHeldScans } from '../use-held-scans.ts';
import { mayChange } from './hold-words.ts';
import { type Pickup, PickupFields } from './pickup-fields.tsx';

/** One hold: collected elsewhere, passed over while its member is away, or given up. Scans made meanwhile wait. */
export function ChangeHoldDialog({ hold }: { hold: ListedHold }) {
  const { tasks, voice } = useDesk();
  const heldScans = useHeldScans();
  const [pickup, setPickup] = useState<Pickup>(pickupOf(hold));
  const close = () => tasks.waitlists.close();
  const words = text.holds.form;

  const saving = useSubmission(async () => {
    const changes = changesOf(hold, pickup);
    if (Object.keys(changes).length === 0) close();
    else {
      const outcome = await tasks.waitlists.change({ holdId: hold.id, changes });
      if (outcome.kind !== 'done') return outcome;
      voice.notice('good', words.changed);
      close();
    }
    return { kind: 'done' } as const;
  });
  const givingUp = useSubmission(async () => {
    const outcome = await tasks.waitlists.cancel(hold.id);
    if (outcome.kind === 'done') {
      voice.notice('good', words.givenUp);
      close();
    }
    return outcome;
  });
  const isBusy = saving.isBusy || givingUp.isBusy;

  return (
    <Dialog title={words.changeTitle} onClose={close} heldScans={heldScans}>
      <form onSubmit={saving.submit}>
        <p className="dialog-subject">{hold.book.title}</p>
        <p>{hold.member.name}</p>
        {mayChange(hold) ? (
          <PickupFields pickup={pickup} onChange={(part) => setPickup((before) => ({ ...before, ...part }))} />
        ) : (
          <p className="quiet-sentence">{words.hasCopy}</p>
        )}
        <FormRefusal sentence={saving.sentence || givingUp.sentence} />
        <button type="button" className="button" disabled={isBusy} onClick={(event) => void givingUp.submit(event)}>
          {words.giveUp}
        </button>
        <FormButtons
          back={text.dialog.cancel}
          onBack={close}
          submit={isBusy ? words.busy : words.save}
          isDisabled={isBusy || !mayChange(hold)}
        />
      </form>
    </Dialog>
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
