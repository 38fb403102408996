import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Member } from '#shared/contract/records.ts';
import type { Columns, PlainFeatures } from '../../parts/table/row-window.ts';
import { TitleOverCode } from '../../parts/table/title-over-code.tsx';
import { VirtualTable } from '../../parts/table/virtual-table.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

export const MEMBER_TABLE_ID = 'member-table';
const ROW_HEIGHT = 56;
const column = createColumnHelper<PlainFeatures, Member>();

/** The members found. Enter or a click opens one: each is a call to the server. */
export function MemberTable() {
  const { tasks } = useDesk();
  const { query, member } = useStore(tasks.members.store);
  const { total, phase, sentence } = useStore(tasks.members.found.store);
  const columns = useMemo(memberColumns, []);

  if (phase === 'idle') return <p className="table-sentence">{text.members.typeMore}</p>;
  if (phase === 'failed') return <p className="table-sentence">{sentence}</p>;
  if (total === 0 && phase === 'loading') return <p className="table-sentence">{text.members.asking}</p>;
  if (total === 0) return <p className="table-sentence">{text.members.nobody(query)}</p>;
  return (
    <VirtualTable
      id={MEMBER_TABLE_ID}
      listKey={query}
      rows={tasks.members.found}
      columns={columns}
      label={text.members.tableLabel}
      rowHeight={ROW_HEIGHT}
      rowId={(row) => row.id}
      selectedId={member?.id ?? null}
      onSelect={(row) => void tasks.members.open(row.number)}
    />
  );
}

function memberColumns(): Columns<Member> {
  const words = text.members.columns;
  return column.columns([
    column.display({
      id: 'name',
      header: words.name,
      cell: ({ row: { original: member } }) => <TitleOverCode title={member.name} code={member.number} />,
    }),
    column.display({
      id: 'category',
      header: words.category,
      cell: ({ row: { original: member } }) => (
        <>
          <span className="cell-line">{text.member.categories[member.category]}</span>
          <span className="cell-second">{member.status !== 'active' && text.member.statuses[member.status]}</span>
        </>
      ),
    }),
  ]);
}
