import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { CatalogRow } from '#shared/contract/bridge/catalog.ts';
import type { Columns, PlainFeatures } from '../../parts/table/row-window.ts';
import { VirtualTable } from '../../parts/table/virtual-table.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { BOOK_TABLE_ID } from './catalog-search.tsx';
import { OnShelf } from './on-shelf.tsx';

const ROW_HEIGHT = 56;
const column = createColumnHelper<PlainFeatures, CatalogRow>();

/** The books found, in the order of the search. */
export function BookTable() {
  const { tasks } = useDesk();
  const { cache } = useDeskState();
  const { book, query } = useStore(tasks.catalog.store);
  const { total, phase, sentence } = useStore(tasks.catalog.rows.store);
  const columns = useMemo(bookColumns, []);

  if (phase === 'failed') return <p className="table-sentence">{sentence}</p>;
  if (total === 0 && phase === 'ready' && cache.kind === 'ready') {
    return <p className="table-sentence">{query === '' ? text.catalog.nothingYet : text.catalog.nothing(query)}</p>;
  }
  return (
    <VirtualTable
      id={BOOK_TABLE_ID}
      listKey={query}
      rows={tasks.catalog.rows}
      columns={columns}
      label={text.catalog.tableLabel}
      rowHeight={ROW_HEIGHT}
      rowId={(row) => row.id}
      selectedId={book?.id ?? null}
      selectsOnMove
      onSelect={(row) => void tasks.catalog.open(row)}
    />
  );
}

function bookColumns(): Columns<CatalogRow> {
  const words = text.catalog.columns;
  return column.columns([
    column.display({
      id: 'title',
      header: words.title,
      cell: ({ row: { original: book } }) => (
        <>
          <span className="cell-title">{book.title}</span>
          <span className="cell-second">{book.authors.join('; ')}</span>
        </>
      ),
    }),
    column.display({ id: 'year', header: words.year, cell: ({ row }) => row.original.year ?? '' }),
    column.display({
      id: 'available',
      header: words.copies,
      cell: ({ row: { original: book } }) => <OnShelf available={book.available} copies={book.copies} />,
    }),
  ]);
}
