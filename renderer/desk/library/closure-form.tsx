import { useState } from 'react';
import { LocalDate } from '#shared/contract/primitives.ts';
import type { Branch } from '#shared/contract/records.ts';
import { Field } from '../../parts/field.tsx';
import { FormRefusal, useSubmission } from '../../parts/form.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { daysOf, isTooLong } from './calendar-editor.ts';

type Range = { from: string; to: string };
type ClosureFormProps = { branch: Branch; range: Range; onRange(range: Range): void };
type ClosureErrors = { from?: string; to?: string; reason?: string };

/** Closes a day or a range of days, with the reason that members may be told. */
export function ClosureForm({ branch, range, onRange }: ClosureFormProps) {
  const { tasks, voice } = useDesk();
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<ClosureErrors>({});
  const words = text.library.calendar;
  const { isBusy, sentence, submit } = useSubmission(async () => {
    const whole = { from: range.from.trim(), to: range.to.trim() || range.from.trim() };
    const wrong = closureErrors(whole, reason);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return { kind: 'not_ready' } as const;
    const days = daysOf(whole.from, whole.to).map((date) => ({ date, reason: reason.trim() }));
    const outcome = await tasks.library.calendar.closeDays(branch.id, days);
    if (outcome.kind === 'done') {
      voice.notice('good', words.closedDays(days.length));
      setReason('');
      onRange({ from: '', to: '' });
    }
    return outcome;
  });
  return (
    <form className="closure-form" onSubmit={submit} noValidate>
      <Field
        label={words.from}
        error={errors.from}
        hint={words.fromHint}
        value={range.from}
        onChange={(event) => onRange({ ...range, from: event.target.value })}
      />
      <Field
        label={words.to}
        hint={words.toHint}
        error={errors.to}
        value={range.to}
        onChange={(event) => onRange({ ...range, to: event.target.value })}
      />
      <Field
        label={words.reason}
        error={errors.reason}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.target.value)}
      />
      <FormRefusal sentence={sentence} />
      <button type="submit" className="button primary" disabled={isBusy}>
        {isBusy ? words.closing : words.close}
      </button>
    </form>
  );
}

/** What is wrong with a range and its reason, field by field. */
export function closureErrors({ from, to }: Range, reason: string): ClosureErrors {
  const words = text.library.calendar;
  const isDate = (date: string) => LocalDate.safeParse(date).success;
  if (!isDate(from)) return { from: words.notADate };
  if (!isDate(to)) return { to: words.notADate };
  if (to < from) return { to: words.backwards };
  if (isTooLong(daysOf(from, to))) return { to: words.tooLong };
  return reason.trim() === '' ? { reason: words.noReason } : {};
}
