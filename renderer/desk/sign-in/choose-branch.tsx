import { useState } from 'react';
import type { Branch } from '#shared/contract/records.ts';
import { Choice, Field } from '../../parts/field.tsx';
import { FormButtons, FormRefusal, useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { Entrance } from './entrance.tsx';
import type { Manager } from './manager-fields.tsx';

type ChooseBranchProps = { manager: Manager; branches: Branch[]; onBack(): void };

/** The second step: the branch, and how the desk is called. The core then tells that it is enrolled. */
export function ChooseBranch({ manager, branches, onBack }: ChooseBranchProps) {
  const words = text.enrol;
  if (branches.length > 0) return <BranchForm manager={manager} branches={branches} onBack={onBack} />;
  return (
    <Entrance title={words.chooseTitle} subtitle={words.noBranches}>
      <button type="button" className="button" onClick={onBack}>
        {words.back}
      </button>
    </Entrance>
  );
}

function BranchForm({ manager, branches, onBack }: ChooseBranchProps) {
  const { bridge } = useDesk();
  const [branchId, setBranchId] = useState(branches[0]?.id ?? '');
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();
  const { isBusy, sentence, submit } = useSubmission(async () => {
    setError(name.trim() === '' ? text.required : undefined);
    if (name.trim() === '') return { kind: 'not_ready' } as const;
    return bridge.call('desk.enrol', { ...manager, branchId, name: name.trim() });
  });
  const words = text.enrol;

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
          error={error}
          value={name}
          maxLength={100}
          required
          autoFocus
          onChange={(event) => setName(event.target.value)}
        />
        <FormRefusal sentence={sentence} />
        <FormButtons
          back={words.back}
          onBack={onBack}
          submit={isBusy ? words.submitting : words.submit}
          isDisabled={isBusy}
        />
      </form>
    </Entrance>
  );
}
