import { useStore } from 'zustand';
import type { OutboxRow } from '#shared/contract/desk.ts';
import { RowButton } from '../../parts/row-button.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

/** Says that a person has seen to it; the record keeps the row. */
export function SettleButton({ row }: { row: OutboxRow }) {
  const { tasks } = useDesk();
  const isSettling = useStore(tasks.attention.store, ({ settling }) => settling.has(row.id));
  if (row.state !== 'needs_attention') return null;
  return (
    <RowButton
      label={text.attention.settleLabel(row.title ?? row.order?.barcode ?? text.attention.unreadable)}
      isDisabled={isSettling}
      onPress={() => void tasks.attention.settle(row)}
    >
      {text.attention.settle}
    </RowButton>
  );
}
