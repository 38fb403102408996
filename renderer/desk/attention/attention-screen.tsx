import { createColumnHelper } from '@tanstack/react-table';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { OutboxRow } from '#shared/contract/desk.ts';
import type { Columns, PlainFeatures } from '../../parts/table/row-window.ts';
import { TitleOverCode } from '../../parts/table/title-over-code.tsx';
import { VirtualTable } from '../../parts/table/virtual-table.tsx';
import { Wanted } from '../../parts/wanted.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { OutboxAnswer } from './outbox-answer.tsx';
import { OutboxState } from './outbox-state.tsx';
import { SettleButton } from './settle-button.tsx';
import './attention.css';

const ROW_HEIGHT = 92;
const column = createColumnHelper<PlainFeatures, OutboxRow>();

/** What this desk queued while the line was down, and what a person must see to. */
export function AttentionScreen() {
  const { tasks } = useDesk();
  const { total, phase, sentence } = useStore(tasks.attention.rows.store);
  const columns = useMemo(outboxColumns, []);

  useEffect(() => void tasks.attention.read(), [tasks]);

  return (
    <div className="attention">
      <p className="attention-intro">{text.attention.intro}</p>
      {phase === 'failed' && <p className="table-sentence">{sentence}</p>}
      {phase === 'loading' && total === 0 && <p className="table-sentence">{text.attention.loading}</p>}
      {phase === 'ready' && total === 0 && <Wanted icon="check" title={text.attention.none} />}
      {total > 0 && (
        <VirtualTable
          rows={tasks.attention.rows}
          columns={columns}
          label={text.attention.label}
          rowHeight={ROW_HEIGHT}
          measured
          rowId={(row) => row.id}
        />
      )}
    </div>
  );
}

function outboxColumns(): Columns<OutboxRow> {
  const words = text.attention.columns;
  return column.columns([
    column.display({ id: 'state', header: words.state, cell: ({ row }) => <OutboxState state={row.original.state} /> }),
    column.display({
      id: 'book',
      header: words.book,
      cell: ({ row: { original } }) => (
        <>
          <TitleOverCode
            title={original.title ?? text.checkout.unknownTitle}
            code={original.order?.barcode ?? text.attention.unreadable}
          />
          <Observed row={original} />
        </>
      ),
    }),
    column.display({ id: 'answer', header: words.answer, cell: ({ row }) => <OutboxAnswer row={row.original} /> }),
    column.display({ id: 'action', header: words.action, cell: ({ row }) => <SettleButton row={row.original} /> }),
  ]);
}

/** What was seen of the copy, and when. */
function Observed({ row: { kind, observedAt } }: { row: OutboxRow }) {
  return (
    <time className="cell-second" dateTime={observedAt}>
      {text.attention.observed[kind](useFormat().dateTime(observedAt))}
    </time>
  );
}
