import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { keyMove } from './key-move.ts';
import type { PagedRows } from './paged-rows.ts';
import { type Columns, useWindowOfRows } from './row-window.ts';
import { TableBody, TableHead } from './table-parts.tsx';
import './table.css';

type VirtualTableProps<T extends object> = {
  rows: PagedRows<T>;
  columns: Columns<T>;
  label: string;
  /** Of a row in pixels; a first guess where `measured`. */
  rowHeight: number;
  /** Rows are as high as what is in them. */
  measured?: boolean;
  rowId(row: T): string;
  selectedId?: string | null;
  onSelect?(row: T): void;
  /** Selecting follows the arrow keys; else it waits for Enter. */
  selectsOnMove?: boolean;
  /** Another key is another list: it begins at its top. */
  listKey?: string;
  id?: string;
};

/**
 * A table of any length: only the rows in sight are in the page, and only their pages are fetched. It is one stop of
 * the Tab key; arrows, Page Up and Down, Home and End move in it.
 */
export function VirtualTable<T extends object>(props: VirtualTableProps<T>) {
  const { rows, rowHeight } = props;
  const total = useStore(rows.store, (state) => state.total);
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const ownId = useId();
  const id = props.id ?? ownId;
  const rowWindow = useWindowOfRows({ ...props, scroller });
  const { virtualizer, table } = rowWindow;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key alone says that it is another list
  useEffect(() => {
    setActive(0);
    scroller.current?.scrollTo({ top: 0 });
  }, [props.listKey]);

  function moveTo(index: number): void {
    const next = Math.max(0, Math.min(total - 1, index));
    setActive(next);
    virtualizer.scrollToIndex(next);
    const row = rows.rowAt(next);
    if (row && props.selectsOnMove) props.onSelect?.(row);
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Buttons inside a row keep their own keys.
    if (event.target !== event.currentTarget) return;
    const move = keyMove(event.key, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1, total);
    const row = rows.rowAt(active);
    if (move !== null) moveTo(move.kind === 'by' ? active + move.rows : move.index);
    else if (event.key === 'Enter' && row && props.onSelect) props.onSelect(row);
    else return;
    event.preventDefault();
  }

  return (
    <div className="table-scroller" ref={scroller}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose rows are chosen
        role="grid"
        className="table"
        id={id}
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-activedescendant={total > 0 ? `${id}-${active}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <TableHead table={table} />
        <TableBody
          {...rowWindow}
          tableId={id}
          rowId={props.rowId}
          measured={props.measured ?? false}
          active={active}
          selectedId={props.onSelect ? (props.selectedId ?? null) : undefined}
          onRow={(index, row) => {
            setActive(index);
            if (row) props.onSelect?.(row);
          }}
        />
      </table>
    </div>
  );
}
