import { useState } from 'react';
import type { Branch, Closure } from '#shared/contract/records.ts';
import { FormRefusal, useSubmission } from '../../parts/form.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { ClosureForm } from './closure-form.tsx';
import { MonthGrid } from './month-grid.tsx';

type ClosedDaysProps = { branch: Branch; closures: Closure[]; today: string };

/** The days on which the branch is closed: a month at a time, a form for a day or a range, and the list. */
export function ClosedDays({ branch, closures, today }: ClosedDaysProps) {
  const [range, setRange] = useState({ from: '', to: '' });
  const [month, setMonth] = useState(today.slice(0, 7));
  const words = text.library.calendar;
  const listed = closures.filter(({ date }) => date >= `${month}-01`);
  return (
    <section className="panel closures" aria-labelledby="closures-title">
      <h2 id="closures-title">{words.closures}</h2>
      <div className="closures-month">
        <MonthGrid
          branch={branch}
          closures={closures}
          month={month}
          today={today}
          onMonth={setMonth}
          onDay={(day) => setRange(({ from }) => (from && day > from ? { from, to: day } : { from: day, to: day }))}
        />
        <ClosureForm branch={branch} range={range} onRange={setRange} />
      </div>
      <ScrollRegion label={words.list} className="closures-list">
        {listed.length === 0 && <p className="quiet-sentence">{words.noneListed}</p>}
        <ul>
          {listed.map((closure) => (
            <ClosedDay key={closure.date} branchId={branch.id} closure={closure} />
          ))}
        </ul>
      </ScrollRegion>
    </section>
  );
}

function ClosedDay({ branchId, closure: { date, reason } }: { branchId: string; closure: Closure }) {
  const { tasks, voice } = useDesk();
  const format = useFormat();
  const words = text.library.calendar;
  const day = format.localDate(date);
  const { isBusy, sentence, submit } = useSubmission(async () => {
    const outcome = await tasks.library.calendar.openAgain(branchId, date);
    if (outcome.kind === 'done') voice.notice('good', words.reopened(day));
    return outcome;
  });
  return (
    <li>
      <span className="cell-title">{day}</span>
      <span>{reason}</span>
      <form onSubmit={submit}>
        <button type="submit" className="button small" aria-label={words.reopenLabel(day)} disabled={isBusy}>
          {words.reopen}
        </button>
      </form>
      <FormRefusal sentence={sentence} />
    </li>
  );
}
