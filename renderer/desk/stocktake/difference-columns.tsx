import { createColumnHelper } from '@tanstack/react-table';
import { useStore } from 'zustand';
import type { Discrepancy } from '#shared/contract/stocktake.ts';
import type { Columns, PlainFeatures } from '../../parts/table/row-window.ts';
import { TitleOverCode } from '../../parts/table/title-over-code.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { actionOf } from './choices.ts';

const column = createColumnHelper<PlainFeatures, Discrepancy>();

export function differenceColumns(): Columns<Discrepancy> {
  const words = text.stocktake.differences.columns;
  return column.columns([
    column.display({
      id: 'choose',
      header: () => <span className="visually-hidden">{words.choose}</span>,
      cell: ({ row }) => <Selection row={row.original} />,
    }),
    column.display({ id: 'copy', header: words.copy, cell: ({ row }) => <CopyCell row={row.original} /> }),
    column.display({ id: 'shelf', header: words.shelf, cell: ({ row }) => <ShelfCell row={row.original} /> }),
    column.display({
      id: 'kind',
      header: words.kind,
      cell: ({ row }) => text.stocktake.differences.kinds[row.original.kind],
    }),
    column.display({ id: 'action', header: words.action, cell: ({ row }) => <ActionCell row={row.original} /> }),
  ]);
}

type CellProps = { row: Discrepancy };

function Selection({ row }: CellProps) {
  const { differences } = useDesk().tasks.stocktake;
  const isSelected = useStore(differences.store, ({ selected }) => selected.has(row.barcode));
  return (
    <input
      type="checkbox"
      checked={isSelected}
      aria-label={text.stocktake.differences.select(row.barcode)}
      onChange={() => differences.toggleSelected(row)}
      onClick={(event) => event.stopPropagation()}
    />
  );
}

function CopyCell({ row: { copy, barcode } }: CellProps) {
  return <TitleOverCode title={copy?.book.title ?? text.stocktake.scan.unknownTitle} code={barcode} />;
}

function ShelfCell({ row: { copy, seen } }: CellProps) {
  return (
    <>
      <span className="difference-shelf">{copy ? (copy.shelf ?? text.stocktake.scan.noShelf) : ''}</span>
      {seen?.shelf && <span className="cell-second">{text.stocktake.scan.readOn(seen.shelf)}</span>}
    </>
  );
}

/** What will be done, and the others that fit. */
function ActionCell({ row }: CellProps) {
  const { differences } = useDesk().tasks.stocktake;
  const choices = useStore(differences.store, (state) => state.choices);
  const { action, isChosen } = actionOf(row, choices);
  const words = text.stocktake.differences;
  return (
    <span className="difference-action" data-chosen={isChosen || undefined}>
      <select
        value={action}
        aria-label={words.actionFor(row.barcode)}
        onClick={(event) => event.stopPropagation()}
        onChange={(event) => {
          const chosen = row.actions.find((candidate) => candidate === event.target.value);
          if (chosen) differences.choose([row], chosen);
        }}
      >
        {row.actions.map((candidate) => (
          <option key={candidate} value={candidate}>
            {text.stocktake.actions[candidate]}
          </option>
        ))}
      </select>
      <span className="cell-second">{isChosen ? words.chosenHere : words.proposed}</span>
    </span>
  );
}
