const hour = 3_600_000;

/** By the computer's own clock; the desks of a library are spread over these hours. */
const nightBegins = 1;
const nightHours = 4;

/** A cache that was compared so recently waits for the next night. */
const recently = 12 * hour;

/** When a comparison is made up for: between these times after it could be. */
const soonest = hour / 30;
const latest = hour;

/** Both from [0, 1): this desk's place in the night, and its place among those that make up for one. */
export type Places = { night: number; soon: number };

/**
 * When a cache is to be compared: at its place in the first night after it last was, or soon, when that night is over
 * because the computer was off or the line was down.
 */
export function nextComparison(comparedAt: Date | null, now: Date, places: Places): Date {
  // A clock that was put back says nothing of when that was.
  const isKnown = comparedAt !== null && comparedAt <= now;
  if (!isKnown) return soon(now, places);
  const tonight = firstNight(new Date(comparedAt.getTime() + recently), places);
  return tonight > now ? tonight : soon(now, places);
}

export const soon = (now: Date, { soon: place }: Pick<Places, 'soon'>): Date =>
  new Date(now.getTime() + soonest + place * (latest - soonest));

/** The desk's moment in the first night in which it is not over at the given one. */
function firstNight(from: Date, { night }: Places): Date {
  const moment = new Date(from);
  moment.setHours(nightBegins, 0, 0, night * nightHours * hour);
  if (moment < from) moment.setDate(moment.getDate() + 1);
  return moment;
}
