import type { Clock } from '../clock.ts';

/**
 * What the server's clock most likely says, learned from the Date header of its answers (RFC 9110 §6.6.1, whole
 * seconds). A desk whose own clock is wrong must not date a return before the loan that it ends.
 */
export type ServerClock = {
  /** A request leaves now; whoever gets its answer says what was in its Date header. */
  asking(): (date: string | null) => void;
  now(): Date;
};

/** Node keeps the text of the Date header for up to a second, and a busy server a little longer. */
const headerAgeMs = 1500;

/**
 * Reckoned from when the computer was started: somebody may set the desk's own clock while the line is down, and then
 * what was learned of it would be as wrong as it had been.
 */
export function createServerClock(desk: Pick<Clock, 'now' | 'uptimeMs'>): ServerClock {
  let bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  return {
    asking() {
      const sentAt = desk.uptimeMs();
      return (date) => {
        const said = date === null ? Number.NaN : Date.parse(date);
        if (Number.isNaN(said)) return;
        bounds = narrowed(bounds, { low: said - desk.uptimeMs(), high: said + headerAgeMs - sentAt });
      };
    },
    now() {
      const uptime = desk.uptimeMs();
      const ownStart = desk.now().getTime() - uptime;
      // The least that fits all answers: nothing is corrected while the desk's own clock may be right.
      return new Date(Math.round(uptime + Math.min(Math.max(ownStart, bounds.low), bounds.high)));
    },
  };
}

/** When the computer was started, by the server's clock: somewhere between low and high is the truth. */
type Bounds = { low: number; high: number };

/** Every answer narrows what is possible; one that contradicts the earlier ones means that the server's clock was set. */
export function narrowed(known: Bounds, heard: Bounds): Bounds {
  const both = { low: Math.max(known.low, heard.low), high: Math.min(known.high, heard.high) };
  return both.low <= both.high ? both : heard;
}
