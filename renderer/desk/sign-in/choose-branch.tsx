import { type FormEvent, useState } from 'react';
import type { Branch } from '#shared/contract/records.ts';
import { answerOf } from '../../bridge/answer.ts';
import { Choice, Field } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import type { Manager } from './enrol-screen.tsx';
import { Entrance } from './entrance.tsx';

type ChooseBranchProps = { manager: Manager; branches: Branch[]; onBack(): void };

/** The second step: the branch, and how the desk is called. The core then tells that it is enrolled. */
export function ChooseBranch({ manager, branches, onBack }: ChooseBranchProps) {
  const { bridge } = useDesk();
  const [branchId, setBranchId] = useState(branches[0]?.id ?? '');
  const [name, setName] = useState('');
  const [sentence, setSentence] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const words = text.enrol;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    if (name.trim() === '') return setSentence(text.required);
    setIsBusy(true);
    const outcome = await answerOf(bridge.call('desk.enrol', { ...manager, branchId, name: name.trim() }));
    setIsBusy(false);
    if (outcome.kind === 'refused') setSentence(outcome.problem.detail);
    else if (outcome.kind !== 'done') setSentence(outcome.sentence);
  }

  if (branches.length === 0) {
    return (
      <Entrance title={words.chooseTitle} subtitle={words.noBranches}>
        <button type="button" className="button" onClick={onBack}>
          {words.back}
        </button>
      </Entrance>
    );
  }

  return (
    <Entrance title={words.chooseTitle} subtitle="">
      <form className="credentials" onSubmit={submit}>
        <Choice
          legend={words.branch}
          value={branchId}
          choices={branches.map((branch) => ({ value: branch.id, label: `${branch.name} (${branch.code})` }))}
          onChange={setBranchId}
        />
        <Field
          label={words.deskName}
          hint={words.deskNameHint}
          value={name}
          maxLength={100}
          required
          autoFocus
          onChange={(event) => setName(event.target.value)}
        />
        <div role="alert">
          {sentence !== '' && (
            <p className="form-refusal">
              <Icon name="stop" /> {sentence}
            </p>
          )}
        </div>
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onBack}>
            {words.back}
          </button>
          <button type="submit" className="button primary large" disabled={isBusy}>
            {isBusy ? words.submitting : words.submit}
          </button>
        </div>
      </form>
    </Entrance>
  );
}
