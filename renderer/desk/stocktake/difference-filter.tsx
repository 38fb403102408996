import { useStore } from 'zustand';
import { LabelledSelect } from '../../parts/labelled-select.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { ViewButtons } from '../../parts/view-buttons.tsx';
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
  const counted = (word: string, count: number) => (
    <>
      {word} <span className="kind-count">{format.number(count)}</span>
    </>
  );
  const all = kinds.reduce((sum, { count }) => sum + count, 0);
  return (
    <ViewButtons
      legend={words.kindsLabel}
      value={kind}
      choices={[
        { value: null, label: counted(words.all, all) },
        ...kinds.map((row) => ({ value: row.kind, label: counted(words.kinds[row.kind], row.count) })),
      ]}
      onChange={(chosen) => void differences.filter(chosen)}
      small
    />
  );
}
