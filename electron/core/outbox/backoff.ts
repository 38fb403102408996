const firstMs = 1000;
const longestMs = 60_000;

/**
 * How long to wait before the next attempt, in milliseconds: doubling from a second to a minute, each between half
 * and the whole of it, so that the desks of a branch do not come back all at once. `random` is from [0, 1).
 */
export function waitBefore(attempt: number, random: number): number {
  const whole = Math.min(firstMs * 2 ** Math.min(attempt, 20), longestMs);
  return Math.round(whole / 2 + (whole / 2) * random);
}
