import { type ColumnDef, type ReactTable, tableFeatures, useTable } from '@tanstack/react-table';
import { type ReactVirtualizer, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { PagedRows } from './paged-rows.ts';

/** No sorting or filtering here: the order is the cache's or the server's. */
const plainFeatures = tableFeatures({});
export type PlainFeatures = typeof plainFeatures;
export type Columns<T extends object> = ColumnDef<PlainFeatures, T>[];

/** The rows in sight, as the table's models, and the space that stands for all others. */
export type RowWindow<T extends object> = {
  table: ReactTable<PlainFeatures, T>;
  virtualizer: ReactVirtualizer<HTMLDivElement, HTMLTableRowElement>;
  /** From the first row in sight to the last; undefined where its page has not come yet. */
  shown: (T | undefined)[];
  first: number;
};

type WindowParts<T extends object> = {
  rows: PagedRows<T>;
  columns: Columns<T>;
  rowHeight: number;
  rowId(row: T): string;
  scroller: RefObject<HTMLDivElement | null>;
};

/** Few rows beyond the edges: enough that scrolling shows no gaps. */
const OVERSCAN = 8;

/** Keeps the table to the rows in sight and has their pages fetched. */
export function useWindowOfRows<T extends object>(parts: WindowParts<T>): RowWindow<T> {
  const { rows, columns, rowHeight, rowId, scroller } = parts;
  const { pages, total } = useStore(rows.store);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLTableRowElement>({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const count = items.length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: pages are what rowAt answers from
  const shown = useMemo(
    () => Array.from({ length: count }, (_, index) => rows.rowAt(first + index)),
    [rows, pages, first, count],
  );
  const loaded = useMemo(() => shown.filter((row) => row !== undefined), [shown]);
  const table = useTable({ features: plainFeatures, columns, data: loaded, getRowId: rowId });

  // biome-ignore lint/correctness/useExhaustiveDependencies: pages that were dropped are to be asked for again
  useEffect(() => {
    if (count > 0) rows.need(first, first + count - 1);
  }, [rows, pages, first, count]);

  return { table, virtualizer, shown, first };
}
