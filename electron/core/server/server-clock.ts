/**
 * What the server's clock most likely says, learned from the Date header of its answers (RFC 9110 §6.6.1, whole
 * seconds). A desk whose own clock is wrong must not date a return before the loan that it ends.
 */
export type ServerClock = {
  heard(date: string | null, sentAt: Date, receivedAt: Date): void;
  now(): Date;
};

/** Node keeps the text of the Date header for up to a second, and a busy server a little longer. */
const headerAgeMs = 1500;

export function createServerClock(now: () => Date): ServerClock {
  let bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  return {
    heard(date, sentAt, receivedAt) {
      const said = date === null ? Number.NaN : Date.parse(date);
      if (Number.isNaN(said)) return;
      bounds = narrowed(bounds, {
        low: said - receivedAt.getTime(),
        high: said + headerAgeMs - sentAt.getTime(),
      });
    },
    now: () => new Date(now().getTime() + smallestCorrection(bounds)),
  };
}

/** Milliseconds to add to the desk's time: somewhere between low and high is the truth. */
type Bounds = { low: number; high: number };

/** Every answer narrows what the correction may be; one that contradicts the earlier ones means a clock was set. */
export function narrowed(known: Bounds, heard: Bounds): Bounds {
  const both = { low: Math.max(known.low, heard.low), high: Math.min(known.high, heard.high) };
  return both.low <= both.high ? both : heard;
}

/** The least that fits all answers: none at all while the desk's own clock may be right. */
function smallestCorrection({ low, high }: Bounds): number {
  if (low > 0) return low;
  return high < 0 ? high : 0;
}
