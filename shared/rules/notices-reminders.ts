import type { NoticeSettings, ReminderStep } from '#shared/contract/notices.ts';

/** Days since the due date on the calendar of the branch that lent, from the first up to before the last; negative: before it. */
export type ReminderWindow = { step: ReminderStep; from: number; until: number };

/**
 * A reminder that was missed, because no server ran, is made up for within a week and not later: who was never reminded
 * is not flooded when a library begins to remind, and nothing has to be known of the distant past.
 */
const makeUpDays = 7;

/** On which days after the due date each reminder of a library is due. They never overlap: a loan has one step a day. */
export function reminderWindows({ dueSoonDays, overdueDays }: NoticeSettings): ReminderWindow[] {
  const overdue = (
    [
      ['overdue_first', overdueDays.first],
      ['overdue_second', overdueDays.second],
      ['overdue_final', overdueDays.final],
    ] as const
  ).flatMap(([step, from]) => (from === null ? [] : [{ step, from }]));
  const windows = overdue.map(({ step, from }, index) => {
    const next = overdue[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    return { step, from, until: Math.min(next, from + makeUpDays) };
  });
  if (dueSoonDays === null) return windows;
  return [{ step: 'due_soon', from: -dueSoonDays, until: 1 }, ...windows];
}
