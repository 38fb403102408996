import { createColumnHelper } from '@tanstack/react-table';
import type { HoldShelfRow, PickListRow, ToClearRow } from '#shared/contract/api/holds.ts';
import type { BookLabel, CopyLabel } from '#shared/contract/records.ts';
import { Icon } from '../../parts/icon.tsx';
import { RowButton } from '../../parts/row-button.tsx';
import type { Columns, PlainFeatures } from '../../parts/table/row-window.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';

type CopyOfBook = { copy: CopyLabel; book: BookLabel };

/** What to fetch: where it stands comes first, for that is what somebody walks along. */
export function pickListColumns(onNotFound: (row: PickListRow) => void): Columns<PickListRow> {
  const column = createColumnHelper<PlainFeatures, PickListRow>();
  const words = text.holds.columns;
  return column.columns([
    column.display({ id: 'shelf', header: words.shelf, cell: ({ row }) => <Shelf copy={row.original.copy} /> }),
    column.display({ id: 'book', header: words.book, cell: ({ row }) => <Book {...row.original} /> }),
    column.display({ id: 'waiting', header: words.waiting, cell: ({ row }) => row.original.waiting }),
    column.display({
      id: 'action',
      header: words.action,
      cell: ({ row: { original } }) => (
        <RowButton label={text.holds.notFoundLabel(original.book.title)} onPress={() => onNotFound(original)}>
          {text.holds.notFoundButton}
        </RowButton>
      ),
    }),
  ]);
}

/** What waits: by the label on its slip, and until when. */
export function shelfColumns(format: Format): Columns<HoldShelfRow> {
  const column = createColumnHelper<PlainFeatures, HoldShelfRow>();
  const words = text.holds.columns;
  return column.columns([
    column.display({ id: 'label', header: words.label, cell: ({ row }) => <Label code={row.original.pickupCode} /> }),
    column.display({ id: 'book', header: words.book, cell: ({ row }) => <Book {...row.original} /> }),
    column.display({
      id: 'until',
      header: words.until,
      cell: ({ row: { original } }) => (
        <span className={original.expired ? 'hold-over tone-attention' : undefined}>
          {original.shelfExpiresAt && format.dateTime(original.shelfExpiresAt)}
          {original.expired && (
            <span className="cell-second">
              <Icon name="attention" size={14} /> {text.holds.timeIsOver}
            </span>
          )}
        </span>
      ),
    }),
  ]);
}

/** What to take away: by the label that is still in it, and what becomes of it. */
export function toClearColumns(format: Format): Columns<ToClearRow> {
  const column = createColumnHelper<PlainFeatures, ToClearRow>();
  const words = text.holds.columns;
  return column.columns([
    column.display({ id: 'label', header: words.label, cell: ({ row }) => <Label code={row.original.pickupCode} /> }),
    column.display({ id: 'book', header: words.book, cell: ({ row }) => <Book {...row.original} /> }),
    column.display({
      id: 'because',
      header: words.because,
      cell: ({ row: { original } }) => (
        <>
          <span className="cell-line">{text.holds.because[original.because]}</span>
          <span className="cell-second">{format.dateTime(original.endedAt)}</span>
        </>
      ),
    }),
    column.display({ id: 'next', header: words.next, cell: ({ row }) => nextStepOf(row.original) }),
  ]);
}

/** Where a scan of it would send it now. */
function nextStepOf({ next, destination, nextPickupCode, copy }: ToClearRow): string {
  if (next === 'transit') return text.returns.sendTo(destination?.name ?? text.returns.otherBranch);
  if (next === 'hold_shelf') return text.holds.newLabel(nextPickupCode ?? '');
  return text.holds.backToShelf(copy.shelf ?? text.returns.noShelf);
}

const Shelf = ({ copy }: { copy: CopyLabel }) => (
  <span className="cell-title">{copy.shelf ?? text.catalog.noShelf}</span>
);

const Label = ({ code }: { code: string }) => <span className="hold-label">{code}</span>;

function Book({ copy, book }: CopyOfBook) {
  return (
    <>
      <span className="cell-title">{book.title}</span>
      <span className="cell-second">
        {book.authors.slice(0, 2).join('; ')} <span className="code">{copy.barcode}</span>
      </span>
    </>
  );
}
