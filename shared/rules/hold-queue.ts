/** What a hold's place in the waitlist depends on. */
export type Place = { id: string; priority: number; placedAt: string };

/**
 * The order of a waitlist: FIFO by (priority, placedAt, id), a smaller priority first (invariant 5). The database sorts
 * by the same three columns.
 */
export function compareHolds(a: Place, b: Place): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  const time = Date.parse(a.placedAt) - Date.parse(b.placedAt);
  if (time !== 0) return time;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * When a new hold counts as placed: now, but never before the last one in the queue. Servers' clocks differ, and a
 * request may have waited for its turn; whoever has been told his place is not overtaken.
 */
export function placedAt(now: Date, last: string | null): Date {
  return last === null || new Date(last) < now ? now : new Date(Date.parse(last) + 1);
}
