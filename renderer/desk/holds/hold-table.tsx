import { createColumnHelper } from '@tanstack/react-table';
import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ListedHold } from '#shared/contract/api/holds.ts';
import type { Branch } from '#shared/contract/records.ts';
import { RowButton } from '../../parts/row-button.tsx';
import type { PagedRows } from '../../parts/table/paged-rows.ts';
import type { Columns, PlainFeatures } from '../../parts/table/row-window.ts';
import { TitleOverCode } from '../../parts/table/title-over-code.tsx';
import { VirtualTable } from '../../parts/table/virtual-table.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { useBranches } from '../use-branches.ts';
import { wordsOfHold } from './hold-words.ts';

const ROW_HEIGHT = 64;
const column = createColumnHelper<PlainFeatures, ListedHold>();

type HoldTableProps = {
  rows: PagedRows<ListedHold>;
  /** What each row names: the book where the member is known, and the other way round. */
  names: 'book' | 'member';
  label: string;
  none: string;
};

/** Holds with how each stands, and the way to change it: a button, or where there is no room for one, the row itself. */
export function HoldTable({ rows, names, label, none }: HoldTableProps) {
  const { tasks } = useDesk();
  const branches = useBranches();
  const { total, phase, sentence } = useStore(rows.store);
  const change = useCallback((hold: ListedHold) => tasks.waitlists.open({ kind: 'change', hold }), [tasks]);
  const columns = useMemo(() => holdColumns(names, branches, change), [names, branches, change]);
  if (phase === 'failed') return <p className="quiet-sentence">{sentence}</p>;
  if (phase === 'ready' && total === 0) return <p className="quiet-sentence">{none}</p>;
  if (total === 0) return null;
  return (
    <VirtualTable
      rows={rows}
      columns={columns}
      label={label}
      rowHeight={ROW_HEIGHT}
      measured
      rowId={(hold) => hold.id}
      {...(names === 'member' && { onSelect: change })}
    />
  );
}

function holdColumns(
  names: HoldTableProps['names'],
  branches: ReadonlyMap<string, Branch>,
  onChange: (hold: ListedHold) => void,
): Columns<ListedHold> {
  const words = text.holds.columns;
  return column.columns([
    column.display({
      id: 'book',
      header: words[names],
      cell: ({ row: { original: hold } }) => (
        <TitleOverCode
          title={names === 'book' ? hold.book.title : hold.member.name}
          code={names === 'book' ? hold.barcode : hold.member.number}
        />
      ),
    }),
    column.display({
      id: 'state',
      header: words.state,
      cell: ({ row }) => <HoldState hold={row.original} branches={branches} />,
    }),
    ...(names === 'book' ? [changeColumn(onChange)] : []),
  ]);
}

const changeColumn = (onChange: (hold: ListedHold) => void) =>
  column.display({
    id: 'action',
    header: text.holds.columns.action,
    cell: ({ row: { original: hold } }) => (
      <RowButton label={text.holds.changeLabel(hold.book.title)} onPress={() => onChange(hold)}>
        {text.holds.changeButton}
      </RowButton>
    ),
  });

function HoldState({ hold, branches }: { hold: ListedHold; branches: ReadonlyMap<string, Branch> }) {
  const { surroundings } = useDesk();
  const { tone, state, detail } = wordsOfHold(hold, branches, useFormat(), surroundings.now());
  return (
    <span className={`hold-state tone-${tone}`}>
      <span className="cell-line">{state}</span>
      <span className="cell-second">{detail}</span>
    </span>
  );
}
