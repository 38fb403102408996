import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { localDate, opensAgain } from '#shared/rules/calendar.ts';
import { Icon } from '../../parts/icon.tsx';
import { LabelledSelect } from '../../parts/labelled-select.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, usePermission } from '../desk-context.tsx';
import { calendarOf } from './calendar-editor.ts';
import { ClosedDays } from './closed-days.tsx';
import { WeekHours } from './week-hours.tsx';

/** When a branch is open: its week, and the days on which it is closed. Managers have their own branch only. */
export function CalendarPanel() {
  const { tasks, surroundings } = useDesk();
  const { enrolled } = useDeskState();
  const { branches } = useStore(tasks.library.policies.store);
  const { phase, sentence, branch, closures } = useStore(tasks.library.calendar.store);
  const maySeeAll = usePermission('branches.write');
  const [branchId, setBranchId] = useState(enrolled?.branch.id ?? branches[0]?.id ?? '');
  const words = text.library.calendar;
  // Hours that are saved change the branch, and must not open it again: what is half typed beside them would be lost.
  const isKnown = branches.some(({ id }) => id === branchId);
  useEffect(() => {
    const { policies, calendar } = tasks.library;
    const chosen = isKnown && policies.store.getState().branches.find(({ id }) => id === branchId);
    if (chosen) void calendar.open(chosen);
  }, [tasks, isKnown, branchId]);

  if (phase === 'failed') return <p className="form-refusal">{sentence}</p>;
  if (!branch || phase !== 'ready') return <p className="table-sentence">{text.library.loading}</p>;
  const today = localDate(surroundings.now(), branch.timeZone);
  const choices = branches.filter(({ id }) => maySeeAll || id === branchId);
  return (
    <div className="calendar">
      <div className="calendar-branch">
        <LabelledSelect
          label={words.branch}
          value={branchId}
          choices={choices.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setBranchId}
        />
        {!opensAgain(calendarOf(branch, closures), today) && (
          <p className="strip tone-attention" role="alert">
            <Icon name="attention" /> {words.never}
          </p>
        )}
      </div>
      <WeekHours key={branch.id} branch={branch} />
      <ClosedDays key={`${branch.id} closed`} branch={branch} closures={closures} today={today} />
    </div>
  );
}
