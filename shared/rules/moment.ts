/**
 * When something that is decided now counts as done: never before what it follows. Servers' clocks differ, and a request
 * may have waited for its turn behind one that began later.
 */
export function notBefore(now: Date, last: string): Date {
  const earliest = new Date(last);
  return earliest > now ? earliest : now;
}
