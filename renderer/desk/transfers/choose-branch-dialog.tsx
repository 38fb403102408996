import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { NotDone } from '../../bridge/answer.ts';
import { FormDialog } from '../../parts/dialogs/form-dialog.tsx';
import { Choice } from '../../parts/field.tsx';
import { useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { useHeldScans } from '../use-held-scans.ts';

type ChooseBranchDialogProps = {
  title: string;
  submit: string;
  busy: string;
  onChoose(branchId: string): Promise<{ kind: 'done' } | NotDone>;
  onClose(): void;
};

/** Another branch of the library, by the arrow keys and Enter. */
export function ChooseBranchDialog({ title, submit, busy, onChoose, onClose }: ChooseBranchDialogProps) {
  const { tasks } = useDesk();
  const heldScans = useHeldScans();
  useStore(tasks.transfers.store, (state) => state.branches);
  const branches = tasks.transfers.otherBranches();
  const [chosen, setChosen] = useState<string>();
  const branchId = chosen ?? branches[0]?.id ?? '';
  const form = useSubmission(() => onChoose(branchId), onClose);

  useEffect(() => void tasks.transfers.readBranches(), [tasks]);

  return (
    <FormDialog
      title={title}
      form={form}
      submit={submit}
      busy={busy}
      isDisabled={branchId === ''}
      heldScans={heldScans}
      onClose={onClose}
    >
      <Choice
        legend={text.transfers.chooseBranch.legend}
        value={branchId}
        choices={branches.map(({ id, name, code }) => ({ value: id, label: `${name} (${code})` }))}
        onChange={setChosen}
      />
    </FormDialog>
  );
}
