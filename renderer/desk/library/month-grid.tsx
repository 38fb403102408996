import type { Branch, Closure } from '#shared/contract/records.ts';
import { addDays, isOpenOn } from '#shared/rules/calendar.ts';
import { weekdays } from '#shared/rules/opening-hours.ts';
import { text } from '../../text/language.ts';
import { useFormat } from '../desk-context.tsx';
import { calendarOf } from './calendar-editor.ts';
import { monthName, monthShifted, weeksOf } from './month.ts';

type MonthGridProps = {
  branch: Branch;
  closures: Closure[];
  /** `2026-11` */
  month: string;
  today: string;
  onMonth(month: string): void;
  onDay(day: string): void;
};

/** A month of the branch's calendar: what is open, closed every week, and closed for once. A day is chosen for the form. */
export function MonthGrid({ branch, closures, month, today, onMonth, onDay }: MonthGridProps) {
  const words = text.library.calendar;
  return (
    <div className="month">
      <div className="month-head">
        <button
          type="button"
          className="button small"
          aria-label={words.previous}
          onClick={() => onMonth(monthShifted(month, -1))}
        >
          ‹
        </button>
        <h3 aria-live="polite">{monthName(month, text.locale)}</h3>
        <button
          type="button"
          className="button small"
          aria-label={words.next}
          onClick={() => onMonth(monthShifted(month, 1))}
        >
          ›
        </button>
      </div>
      <table>
        <thead>
          <tr>
            {weekdays.map((day) => (
              <th key={day} scope="col" abbr={day}>
                {day.slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((monday) => (
            <tr key={monday}>
              {weekdays.map((name, index) => {
                const day = addDays(monday, index);
                if (!day.startsWith(month)) return <td key={name} />;
                return (
                  <td key={name}>
                    <Day day={day} branch={branch} closures={closures} isToday={day === today} onDay={onDay} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type DayProps = { day: string; branch: Branch; closures: Closure[]; isToday: boolean; onDay(day: string): void };

function Day({ day, branch, closures, isToday, onDay }: DayProps) {
  const format = useFormat();
  const words = text.library.calendar;
  const date = format.localDate(day);
  const closure = closures.find((closed) => closed.date === day);
  const isOpen = isOpenOn(calendarOf(branch, []), day);
  const state = closure ? 'once' : isOpen ? 'open' : 'weekly';
  const label = {
    once: words.closedOn(date, closure?.reason ?? ''),
    open: words.openDay(date),
    weekly: words.closedWeekly(date),
  };
  return (
    <button
      type="button"
      className={`month-day month-day-${state}`}
      aria-label={label[state]}
      aria-current={isToday ? 'date' : undefined}
      title={closure?.reason}
      onClick={() => onDay(day)}
    >
      {Number(day.slice(8))}
    </button>
  );
}
