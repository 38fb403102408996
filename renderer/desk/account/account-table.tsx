import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { AccountLine } from '#shared/contract/api/account.ts';
import type { Columns, PlainFeatures } from '../../parts/table/row-window.ts';
import { VirtualTable } from '../../parts/table/virtual-table.tsx';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { detailsOf, signedSum, whatFor } from './account-words.ts';

const ROW_HEIGHT = 56;
const column = createColumnHelper<PlainFeatures, AccountLine>();

/** Every line of the account, newest first; older ones come as they are scrolled to. */
export function AccountTable() {
  const { tasks } = useDesk();
  const format = useFormat();
  const { total, phase, sentence } = useStore(tasks.account.lines.store);
  const columns = useMemo(() => lineColumns(format), [format]);
  if (phase === 'failed') return <p className="quiet-sentence">{sentence}</p>;
  if (phase === 'ready' && total === 0) return <p className="quiet-sentence">{text.account.noLines}</p>;
  if (total === 0) return <p className="quiet-sentence">{text.account.reading}</p>;
  return (
    <VirtualTable
      rows={tasks.account.lines}
      columns={columns}
      label={text.account.linesLabel}
      rowHeight={ROW_HEIGHT}
      measured
      rowId={(line) => line.id}
    />
  );
}

function lineColumns(format: Format): Columns<AccountLine> {
  const words = text.account.columns;
  return column.columns([
    column.display({
      id: 'at',
      header: words.at,
      cell: ({ row }) => format.day(row.original.at),
    }),
    column.display({
      id: 'what',
      header: words.what,
      cell: ({ row: { original: line } }) => (
        <>
          <span className="cell-title">{whatFor(line)}</span>
          <span className="cell-second">{detailsOf(line)}</span>
        </>
      ),
    }),
    column.display({
      id: 'amount',
      header: words.amount,
      cell: ({ row }) => signedSum(row.original.amount, format),
    }),
    column.display({
      id: 'balance',
      header: words.balance,
      cell: ({ row }) => format.money(row.original.balance),
    }),
  ]);
}
