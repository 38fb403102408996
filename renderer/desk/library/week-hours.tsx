import { useState } from 'react';
import { LocalTime } from '#shared/contract/primitives.ts';
import type { Branch, OpeningHours } from '#shared/contract/records.ts';
import { type HoursFault, hoursFaults, weekdays } from '#shared/rules/opening-hours.ts';
import { FormRefusal, useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

const usual = { opens: '09:00', closes: '18:00' };

/** The hours of the week, a row a day; what cannot be is said beside its day. */
export function WeekHours({ branch }: { branch: Branch }) {
  const { tasks, voice } = useDesk();
  const [hours, setHours] = useState<OpeningHours>(branch.openingHours);
  const words = text.library.calendar;
  const faults = faultsOf(hours);
  const isChanged = JSON.stringify(hours) !== JSON.stringify(branch.openingHours);
  const { isBusy, sentence, submit } = useSubmission(async () => {
    if (!isChanged) return { kind: 'not_ready' } as const;
    const outcome = await tasks.library.calendar.saveHours(branch.id, hours);
    if (outcome.kind === 'done') {
      tasks.library.policies.takeBranch(outcome.answer);
      voice.notice('good', words.hoursSaved);
    }
    return outcome;
  });
  const change = (day: number, part: OpeningHours[number]) => setHours(hours.with(day, part));

  return (
    <section className="panel week" aria-labelledby="week-title">
      <h2 id="week-title">{words.week}</h2>
      <p className="quiet-sentence">{words.weekIntro(branch.timeZone)}</p>
      <form onSubmit={submit} noValidate>
        {weekdays.map((day, index) => (
          <Day
            key={day}
            day={day}
            hours={hours[index] ?? null}
            fault={faults.find((fault) => fault.day === index)?.message}
            onChange={(part) => change(index, part)}
          />
        ))}
        <FormRefusal sentence={sentence} />
        <button
          type="submit"
          className="button primary"
          disabled={faults.length > 0}
          // Not `disabled`: when the hours are saved the keys would be nowhere.
          aria-disabled={!isChanged || isBusy}
        >
          {isBusy ? words.closing : words.saveHours}
        </button>
      </form>
    </section>
  );
}

/** What is no time of day comes before what the hours say. */
function faultsOf(hours: OpeningHours): HoursFault[] {
  const isTime = (time: string) => LocalTime.safeParse(time).success;
  const unreadable = hours.flatMap((day, index) =>
    !day || (isTime(day.opens) && isTime(day.closes)) ? [] : [{ day: index, message: text.library.calendar.notATime }],
  );
  return unreadable.length > 0 ? unreadable : hoursFaults(hours);
}

type DayProps = {
  day: string;
  hours: OpeningHours[number];
  fault: string | undefined;
  onChange(hours: OpeningHours[number]): void;
};

function Day({ day, hours, fault, onChange }: DayProps) {
  const words = text.library.calendar;
  const faultId = `fault-${day}`;
  const field = (label: string, part: 'opens' | 'closes', from: NonNullable<OpeningHours[number]>) => (
    <input
      aria-label={label}
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      aria-invalid={fault ? true : undefined}
      aria-describedby={fault ? faultId : undefined}
      value={from[part]}
      onChange={(event) => onChange({ ...from, [part]: event.target.value })}
    />
  );
  return (
    <div className="week-day">
      <label>
        <input
          type="checkbox"
          aria-label={words.openOn(day)}
          checked={hours !== null}
          onChange={(event) => onChange(event.target.checked ? usual : null)}
        />
        <span>{day}</span>
      </label>
      {hours ? (
        <span className="week-hours">
          {field(words.opensAt(day), 'opens', hours)}
          <span>{words.until}</span>
          {field(words.closesAt(day), 'closes', hours)}
        </span>
      ) : (
        <span className="quiet-sentence">{words.closed}</span>
      )}
      {fault && (
        <p className="field-error" id={faultId}>
          {fault}
        </p>
      )}
    </div>
  );
}
