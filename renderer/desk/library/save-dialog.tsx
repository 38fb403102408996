import { useStore } from 'zustand';
import { differenceOf } from '#shared/rules/policy-list.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { FormButtons, FormRefusal, useSubmission } from '../../parts/form.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { DifferenceList } from './difference-list.tsx';
import { namesOf, scopeName } from './library-names.ts';

/** What would change, before it does; if somebody else was quicker, once more with his changes taken over. */
export function SaveDialog({ onClose }: { onClose(): void }) {
  const { tasks, voice } = useDesk();
  const { currency } = useDeskState();
  const editor = tasks.library.policies;
  const { inForce, branches, both } = useStore(editor.store);
  const names = namesOf(branches, currency);
  const words = text.library.saving;
  const { isBusy, sentence, submit } = useSubmission(async () => {
    const outcome = await editor.save();
    if (outcome.kind === 'done') voice.notice('good', words.saved(outcome.answer.version));
    const isClash = outcome.kind === 'refused' && outcome.problem.code === 'POLICY_CHANGED';
    return isClash ? ({ kind: 'failed', sentence: words.clash } as const) : outcome;
  }, onClose);

  return (
    <Dialog title={words.title} onClose={onClose}>
      <form className="save-rules" onSubmit={submit}>
        <p>{words.intro}</p>
        <ScrollRegion label={text.library.parts.history} className="save-rules-list">
          <DifferenceList difference={differenceOf(inForce, editor.wanted() ?? [])} names={names} />
        </ScrollRegion>
        <FormRefusal sentence={sentence} />
        {both.length > 0 && (
          <p className="field-error">{words.clashRows(both.map((row) => scopeName(row, names)).join('; '))}</p>
        )}
        <FormButtons
          back={words.back}
          onBack={onClose}
          submit={isBusy ? words.busy : words.submit}
          isDisabled={isBusy}
        />
      </form>
    </Dialog>
  );
}
