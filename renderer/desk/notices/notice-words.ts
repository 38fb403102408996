import type { Notice, NoticeState } from '#shared/contract/notices.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';

/** What can be sent, or sent again: what was sent is not, and what is on its way needs no help. */
export const isRetryable = (state: NoticeState): state is 'failed' | 'kept' => state === 'failed' || state === 'kept';

/** `Reminder: overdue, due soon` */
export function nameOf({ kind, steps }: Pick<Notice, 'kind' | 'steps'>): string {
  const words = text.notices;
  if (steps.length === 0) return words.kinds[kind];
  return `${words.kinds[kind]}: ${steps.map((step) => words.steps[step]).join('; ')}`;
}

/** How often it was tried, and when that was or will be again: `Failed · by e-mail · 3 attempts · again Tue 10 Mar, 10:04` */
export function courseOf(notice: Notice, format: Format): string {
  const { state, channel, attempts, settledAt, nextAttemptAt } = notice;
  const words = text.notices;
  const tries = attempts > 1 ? words.attempts(attempts) : null;
  const at = settledAt ? words.settled(format.dateTime(settledAt)) : null;
  const next = nextAttemptAt && attempts > 0 ? words.nextAttempt(format.dateTime(nextAttemptAt)) : null;
  return [words.states[state], channel && words.channels[channel], tries, at, next].filter(Boolean).join(' · ');
}
