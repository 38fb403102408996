import { addDays, type BranchCalendar, closingOn, isOpenOn, localDate } from './calendar.ts';

/** The book drop of a branch: which day its books count for, and the branch's calendar. */
export type BookDrop = { day: 'last_open_day' | string; calendar: BranchCalendar };

type Facts = {
  now: Date;
  /** When a desk saw the copy, if it could not tell us at once. */
  observedAt: Date | null;
  bookDrop: BookDrop | null;
  loan: { checkedOutAt: string; claimedReturnedAt: string | null };
};

/** A branch that was not open for so long has no last open day: the copy counts as returned when it was seen. */
const horizonDays = 400;

/**
 * When a loan ended. The moment the copy was seen, but never one that is still to come: nobody is fined for our outage.
 * From the book drop, when the branch last closed before that: nobody is fined for our night. And at the latest when
 * the member said that he had brought it back. Never before the loan began.
 */
export function returnedAt({ now, observedAt, bookDrop, loan }: Facts): Date {
  const seenAt = earliest(observedAt ?? now, now);
  const countsFrom = bookDrop ? earliest(seenAt, closedBefore(seenAt, bookDrop)) : seenAt;
  const claimed = loan.claimedReturnedAt ? earliest(countsFrom, new Date(loan.claimedReturnedAt)) : countsFrom;
  const began = new Date(loan.checkedOutAt);
  return claimed > began ? claimed : began;
}

/** The closing time of the branch's last open day: the given one or one before it, and over when the copy was seen. */
function closedBefore(seenAt: Date, { day, calendar }: BookDrop): Date {
  const latest = day === 'last_open_day' ? localDate(seenAt, calendar.timeZone) : day;
  for (let back = 0; back <= horizonDays; back++) {
    const candidate = addDays(latest, -back);
    if (!isOpenOn(calendar, candidate)) continue;
    const closed = closingOn(calendar, candidate);
    if (closed <= seenAt) return closed;
  }
  return seenAt;
}

const earliest = (a: Date, b: Date) => (a < b ? a : b);
