import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk, usePermission } from '../desk-context.tsx';
import { HoldTable } from './hold-table.tsx';
import './holds.css';

/** What the member waits for, ready ones first, and the way to place another hold. */
export function HoldsOfMember() {
  const { tasks } = useDesk();
  const { member } = useStore(tasks.members.store);
  const mayPlace = usePermission('holds.place');
  const memberId = member?.id;
  useEffect(() => {
    if (memberId) void tasks.waitlists.showMember(memberId);
  }, [tasks, memberId]);
  if (!member) return null;
  return (
    <section className="holds-of-member" aria-label={text.members.tabs.holds}>
      {mayPlace && (
        <button
          type="button"
          className="button small"
          onClick={() => tasks.waitlists.open({ kind: 'place', wish: { kind: 'member', member } })}
        >
          <Icon name="hold" size={16} /> {text.holds.placeButton}
        </button>
      )}
      <HoldTable
        rows={tasks.waitlists.ofMember}
        names="book"
        label={text.members.tabs.holds}
        none={text.holds.memberHasNone}
      />
    </section>
  );
}
