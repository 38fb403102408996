import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { keyMove, rowKept } from './key-move.ts';
import type { PagedRows } from './paged-rows.ts';

type RowKeysParts<T extends object> = {
  rows: PagedRows<T>;
  rowHeight: number;
  scroller: RefObject<HTMLDivElement | null>;
  scrollToIndex(index: number): void;
  onSelect?: ((row: T) => void) | undefined;
  onRowKey?: ((key: string, row: T) => boolean) | undefined;
  selectsOnMove?: boolean | undefined;
  listKey?: string | undefined;
};

/** The row that the keys are at, and what keys do to it. */
export function useRowKeys<T extends object>(parts: RowKeysParts<T>) {
  const { rows, rowHeight, scroller, scrollToIndex, onSelect } = parts;
  const total = useStore(rows.store, (state) => state.total);
  const [index, setActive] = useState(0);
  const active = rowKept(index, total);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key alone says that it is another list
  useEffect(() => {
    setActive(0);
    scroller.current?.scrollTo({ top: 0 });
  }, [parts.listKey]);

  function moveTo(wanted: number): void {
    const next = rowKept(wanted, rows.store.getState().total);
    setActive(next);
    scrollToIndex(next);
    const row = rows.rowAt(next);
    if (row && parts.selectsOnMove) onSelect?.(row);
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Buttons inside a row keep their own keys.
    if (event.target !== event.currentTarget) return;
    const page = Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1;
    const move = keyMove(event.key, page, rows.store.getState().total);
    const row = rows.rowAt(active);
    if (move !== null) moveTo(move.kind === 'by' ? active + move.rows : move.index);
    else if (event.key === 'Enter' && row && onSelect) onSelect(row);
    else if (!row || isWithModifier(event) || !parts.onRowKey?.(event.key, row)) return;
    event.preventDefault();
  }

  return { active, setActive, onKeyDown };
}

const isWithModifier = ({ altKey, ctrlKey, metaKey }: KeyboardEvent) => altKey || ctrlKey || metaKey;
