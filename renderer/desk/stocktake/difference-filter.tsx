import { useStore } from 'zustand';
import { LabelledSelect } from '../../parts/labelled-select.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { DIFFERENCES_TABLE_ID } from './differences-table-id.ts';
import { sorts } from './differences-task.ts';

/** Which differences are shown: of which kind, with which words, in which order. */
export function DifferenceFilter() {
  const { differences } = useDesk().tasks.stocktake;
  const { query, sort } = useStore(differences.store);
  const words = text.stocktake.differences;
  return (
    <div className="difference-filter">
      <KindChoice />
      <div className="difference-search">
        <SearchField
          label={words.search}
          hint={words.searchHint}
          value={query}
          tableId={DIFFERENCES_TABLE_ID}
          onChange={(typed) => differences.search(typed)}
        />
        <LabelledSelect
          label={words.sort}
          value={sort}
          choices={sorts.map((value) => ({ value, label: words.sorts[value] }))}
          onChange={(chosen) => void differences.order(chosen)}
        />
        <button type="button" className="button" onClick={() => void differences.refresh()}>
          {words.again}
        </button>
      </div>
    </div>
  );
}

function KindChoice() {
  const { differences } = useDesk().tasks.stocktake;
  const { kinds, kind } = useStore(differences.store);
  const format = useFormat();
  const words = text.stocktake.differences;
  const all = kinds.reduce((sum, { count }) => sum + count, 0);
  return (
    <fieldset className="count-parts">
      <legend className="visually-hidden">{words.kindsLabel}</legend>
      <button
        type="button"
        className="button small"
        aria-pressed={kind === null}
        onClick={() => void differences.filter(null)}
      >
        {words.all} <span className="kind-count">{format.number(all)}</span>
      </button>
      {kinds.map((row) => (
        <button
          key={row.kind}
          type="button"
          className="button small"
          aria-pressed={row.kind === kind}
          onClick={() => void differences.filter(row.kind)}
        >
          {words.kinds[row.kind]} <span className="kind-count">{format.number(row.count)}</span>
        </button>
      ))}
    </fieldset>
  );
}
