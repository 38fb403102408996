import { useId, useRef } from 'react';
import { useStore } from 'zustand';
import type { PagedRows } from './paged-rows.ts';
import { type Columns, useWindowOfRows } from './row-window.ts';
import { TableBody, TableHead } from './table-parts.tsx';
import { useRowKeys } from './use-row-keys.ts';
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
  /** What other keys do to the row that the keys are at; true when the key was one of them. */
  onRowKey?(key: string, row: T): boolean;
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
  const { rows, onSelect } = props;
  const total = useStore(rows.store, (state) => state.total);
  const scroller = useRef<HTMLDivElement>(null);
  const ownId = useId();
  const id = props.id ?? ownId;
  const rowWindow = useWindowOfRows({ ...props, scroller });
  const { virtualizer, table } = rowWindow;
  const scrollToIndex = (index: number) => virtualizer.scrollToIndex(index);
  const { active, setActive, onKeyDown } = useRowKeys({ ...props, scroller, scrollToIndex });

  return (
    <div className="panel table-scroller" ref={scroller}>
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
          selectedId={onSelect ? (props.selectedId ?? null) : undefined}
          onRow={(index, row) => {
            setActive(index);
            if (row) onSelect?.(row);
          }}
        />
      </table>
    </div>
  );
}
