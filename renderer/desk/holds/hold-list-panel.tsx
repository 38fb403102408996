import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { PickListRow } from '#shared/contract/api/holds.ts';
import { Icon } from '../../parts/icon.tsx';
import type { PagedRows } from '../../parts/table/paged-rows.ts';
import type { Columns } from '../../parts/table/row-window.ts';
import { VirtualTable } from '../../parts/table/virtual-table.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, useFormat } from '../desk-context.tsx';
import { pickListColumns, shelfColumns, toClearColumns } from './hold-list-columns.tsx';
import type { HoldList } from './hold-lists-task.ts';

const ROW_HEIGHT = 60;

/** One of the lists: its rows, or why there are none; as it was last read where the line is down. */
export function HoldListPanel({ list }: { list: HoldList }) {
  const { tasks } = useDesk();
  const format = useFormat();
  const columns = useMemo(
    () => ({
      pickList: pickListColumns((row: PickListRow) => void tasks.holdLists.notFound(row)),
      shelf: shelfColumns(format),
      toClear: toClearColumns(format),
    }),
    [tasks, format],
  );
  const { pickList, shelf, toClear } = tasks.holdLists.rows;
  if (list === 'shelf') return <Rows list={list} rows={shelf} columns={columns.shelf} rowId={(row) => row.hold.id} />;
  if (list === 'toClear')
    return <Rows list={list} rows={toClear} columns={columns.toClear} rowId={(row) => row.copy.id} />;
  return <Rows list={list} rows={pickList} columns={columns.pickList} rowId={(row) => row.copy.id} />;
}

type RowsProps<T extends object> = {
  list: HoldList;
  rows: PagedRows<T>;
  columns: Columns<T>;
  rowId(row: T): string;
};

function Rows<T extends object>({ list, rows, columns, rowId }: RowsProps<T>) {
  const { total, phase, sentence } = useStore(rows.store);
  return (
    <div className="hold-list">
      <div className="hold-list-tools">
        <p className="quiet-sentence">{text.holds.intro[list]}</p>
        {list === 'pickList' && total > 0 && <PrintPickList />}
      </div>
      {phase === 'failed' && <NotRead sentence={sentence} hasRows={total > 0} />}
      {phase === 'loading' && total === 0 && <p className="table-sentence">{text.holds.reading}</p>}
      {phase === 'ready' && total === 0 && <p className="table-sentence">{text.holds.none[list]}</p>}
      {total > 0 && (
        <VirtualTable
          listKey={list}
          rows={rows}
          columns={columns}
          label={text.holds.lists[list]}
          rowHeight={ROW_HEIGHT}
          measured
          rowId={rowId}
        />
      )}
    </div>
  );
}

/** The line is down, or the server said no: what was read before stands below, and says how old it is. */
function NotRead({ sentence, hasRows }: { sentence: string | null; hasRows: boolean }) {
  const { tasks } = useDesk();
  const format = useFormat();
  const { readAt } = useStore(tasks.holdLists.store);
  if (!hasRows || !readAt) return <p className="table-sentence">{sentence}</p>;
  return (
    <p className="hold-list-age tone-attention">
      <Icon name="attention" /> {text.holds.asOf(format.time(readAt.toISOString()))}
    </p>
  );
}

function PrintPickList() {
  const { tasks, printing } = useDesk();
  const { enrolled } = useDeskState();
  const format = useFormat();
  const branch = enrolled?.branch;
  if (!branch) return null;
  const print = async () => {
    const paper = await tasks.holdLists.pickListPaper(branch, format);
    if (paper) await printing.list(paper);
  };
  return (
    <button type="button" className="button small" onClick={() => void print()}>
      <Icon name="printer" size={16} /> {text.holds.print}
    </button>
  );
}
