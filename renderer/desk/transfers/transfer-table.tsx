import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { ListedTransfer } from '#shared/contract/api/transfers.ts';
import type { Columns, PlainFeatures } from '../../parts/table/row-window.ts';
import { TitleOverCode } from '../../parts/table/title-over-code.tsx';
import { VirtualTable } from '../../parts/table/virtual-table.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { TransferActions } from './transfer-actions.tsx';
import { TransferJourney, TransferPlace } from './transfer-place.tsx';

const ROW_HEIGHT = 72;
const column = createColumnHelper<PlainFeatures, ListedTransfer>();

/** The journeys of the list on the screen. */
export function TransferTable() {
  const { tasks } = useDesk();
  const list = useStore(tasks.transfers.store, (state) => state.list);
  const { total, phase, sentence } = useStore(tasks.transfers.rows.store);
  const columns = useMemo(transferColumns, []);

  if (phase === 'failed') return <p className="table-sentence">{sentence}</p>;
  if (total === 0 && phase !== 'ready') return <p className="table-sentence">{text.transfers.loading}</p>;
  if (total === 0) return <p className="table-sentence">{text.transfers.none[list]}</p>;
  return (
    <VirtualTable
      rows={tasks.transfers.rows}
      columns={columns}
      label={text.transfers.lists[list]}
      listKey={list}
      rowHeight={ROW_HEIGHT}
      measured
      rowId={(row) => row.id}
    />
  );
}

function transferColumns(): Columns<ListedTransfer> {
  const words = text.transfers.columns;
  return column.columns([
    column.display({
      id: 'book',
      header: words.book,
      cell: ({ row: { original } }) => <TitleOverCode title={original.book.title} code={original.barcode} />,
    }),
    column.display({ id: 'where', header: words.where, cell: ({ row }) => <TransferPlace row={row.original} /> }),
    column.display({ id: 'journey', header: words.journey, cell: ({ row }) => <TransferJourney row={row.original} /> }),
    column.display({ id: 'action', header: words.action, cell: ({ row }) => <TransferActions row={row.original} /> }),
  ]);
}
