import { useState } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat, usePermission } from '../desk-context.tsx';
import { MemberDetails } from './member-details.tsx';
import { MEMBER_TABLE_ID, MemberTable } from './member-table.tsx';
import { NewMemberDialog } from './new-member-dialog.tsx';
import './members.css';

/** Find, show and add members; everything here comes from the server and is gone when the task is left. */
export function MembersScreen() {
  const { tasks } = useDesk();
  const { query } = useStore(tasks.members.store);
  const { number } = useFormat();
  const { total, totalIsCapped, phase } = useStore(tasks.members.found.store);
  const [isAdding, setIsAdding] = useState(false);
  const mayAdd = usePermission('members.write');

  return (
    <div className="split split-wide-detail">
      <section className="split-list" aria-label={text.members.tableLabel}>
        <div className="list-tools">
          <SearchField
            label={text.members.search}
            hint={text.members.searchHint}
            value={query}
            tableId={MEMBER_TABLE_ID}
            onChange={(next) => tasks.members.search(next)}
          />
          <span className="quiet-sentence" role="status">
            {phase === 'ready' ? text.members.total(number(total), totalIsCapped) : ''}
          </span>
          {mayAdd && (
            <button type="button" className="button small" onClick={() => setIsAdding(true)}>
              <Icon name="plus" size={16} /> {text.newMember.open}
            </button>
          )}
        </div>
        <MemberTable />
      </section>
      <aside className="panel split-detail" aria-label={text.members.detailLabel}>
        <MemberDetails />
      </aside>
      {isAdding && <NewMemberDialog onClose={() => setIsAdding(false)} />}
    </div>
  );
}
