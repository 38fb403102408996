import { useState } from 'react';
import { useStore } from 'zustand';
import type { Stocktake } from '#shared/contract/stocktake.ts';
import { FormDialog } from '../../parts/dialogs/form-dialog.tsx';
import { useSubmission } from '../../parts/form.tsx';
import { SmallTable } from '../../parts/table/small-table.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { useHeldScans } from '../use-held-scans.ts';
import { closingOf, type Plan, planOf } from './choices.ts';

type CloseDialogProps = { stocktake: Stocktake; onClose(): void };

/** Says what will be done, kind by kind, before any copy is changed. */
export function CloseDialog({ stocktake, onClose }: CloseDialogProps) {
  const { closing, differences } = useDesk().tasks.stocktake;
  const { choices, kinds } = useStore(differences.store);
  const [applyProposed, setApplyProposed] = useState(true);
  const heldScans = useHeldScans();
  const isLate = stocktake.state === 'closed';
  const words = text.stocktake.close;
  const plan = planOf(kinds, choices, applyProposed);
  const form = useSubmission(() => closing.apply(stocktake, closingOf(choices, applyProposed)), onClose);
  return (
    <FormDialog
      title={isLate ? words.lateTitle : words.title}
      form={form}
      submit={isLate ? words.lateSubmit : words.submit}
      busy={words.busy}
      heldScans={heldScans}
      onClose={onClose}
    >
      {plan.length > 0 ? (
        <>
          <p>{isLate ? words.lateIntro : words.intro}</p>
          <PlanTable plan={plan} />
          <label className="check">
            <input
              type="checkbox"
              checked={applyProposed}
              onChange={(event) => setApplyProposed(event.target.checked)}
            />
            {words.applyProposed}
          </label>
          {!applyProposed && <p className="field-hint">{words.leftAlone}</p>}
        </>
      ) : (
        <p>{words.nothing}</p>
      )}
    </FormDialog>
  );
}

function PlanTable({ plan }: { plan: readonly Plan[] }) {
  const format = useFormat();
  const { columns, proposed, proposals } = text.stocktake.close;
  return (
    <div className="plan-table">
      <SmallTable
        columns={[{ name: columns.kind }, { name: columns.action }, { name: columns.count, isNumber: true }]}
        rows={plan.map(({ kind, action, count }) => ({
          key: `${kind} ${action}`,
          cells: [
            text.stocktake.differences.kinds[kind],
            action ? text.stocktake.actions[action] : `${proposed}: ${proposals[kind]}`,
            format.number(count),
          ],
        }))}
      />
    </div>
  );
}
