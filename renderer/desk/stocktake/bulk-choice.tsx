import { useStore } from 'zustand';
import type { DiscrepancyKind, StocktakeAction } from '#shared/contract/stocktake.ts';
import { LabelledSelect } from '../../parts/labelled-select.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { actionsOfAll } from './choices.ts';

/** One choice for many: for the rows that are selected, or for all of the kind that is shown. */
export function BulkChoice() {
  const { differences } = useDesk().tasks.stocktake;
  const kind = useStore(differences.store, (state) => state.kind);
  const hasSelected = useStore(differences.store, ({ selected }) => selected.size > 0);
  if (hasSelected) return <ForSelected />;
  if (kind) return <ForKind kind={kind} />;
  return <p className="quiet-sentence">{text.stocktake.differences.keys}</p>;
}

function ForSelected() {
  const { differences } = useDesk().tasks.stocktake;
  const selected = useStore(differences.store, (state) => state.selected);
  const rows = [...selected.values()];
  const words = text.stocktake.differences;
  const choose = (action: StocktakeAction) => {
    differences.choose(rows, action);
    differences.selectNone();
  };
  return (
    <div className="bulk-choice">
      <p role="status">
        {words.selected(rows.length)}. {words.doWithSelected}
      </p>
      {actionsOfAll(rows).map((action) => (
        <button key={action} type="button" className="button small" onClick={() => choose(action)}>
          {text.stocktake.actions[action]}
        </button>
      ))}
      <button type="button" className="button small quiet" onClick={() => differences.selectNone()}>
        {words.clearSelection}
      </button>
    </div>
  );
}

/** What fits a kind is known from a row of it that has been read. */
function ForKind({ kind }: { kind: DiscrepancyKind }) {
  const { differences } = useDesk().tasks.stocktake;
  const { kinds, choices } = useStore(differences.store);
  const pages = useStore(differences.rows.store, (state) => state.pages);
  const format = useFormat();
  const words = text.stocktake.differences;
  const [row] = [...pages.values()].flat();
  const count = kinds.find((candidate) => candidate.kind === kind)?.count ?? 0;
  if (row?.kind !== kind || count === 0) return null;
  const actions = [
    { value: '' as const, label: words.asProposed },
    ...row.actions.map((action) => ({ value: action, label: text.stocktake.actions[action] })),
  ];
  return (
    <div className="bulk-choice">
      <LabelledSelect
        label={words.forAll(words.kinds[kind], format.number(count))}
        value={choices.kinds.get(kind) ?? ''}
        choices={actions}
        onChange={(action) => differences.chooseForKind(kind, action || null)}
      />
    </div>
  );
}
