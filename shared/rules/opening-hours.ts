import type { OpeningHours } from '#shared/contract/records.ts';

/** As ISO 8601 counts them. */
export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** What is wrong with a branch's hours: the day, Monday being 0, and a sentence. */
export type HoursFault = { day: number; message: string };

/** Hours end on the day on which they begin: a due date is at closing time of its day. */
export function hoursFaults(openingHours: OpeningHours): HoursFault[] {
  return openingHours.flatMap((hours, day) => {
    if (!hours || hours.opens < hours.closes) return [];
    return [{ day, message: `On ${weekdays[day]} the branch must close after it opens.` }];
  });
}
