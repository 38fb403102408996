/** How the sync waits, all in milliseconds. Tests shorten them; the desk takes them as they are. */
export type SyncTimings = {
  /** Nothing heard for so long: the line is down. The server's heartbeat comes every 2 s, so two were missed. */
  silenceMs: number;
  /** Nothing heard for so long: ask the server, in case that only the event stream is held up. */
  askAfterMs: number;
  /** Also when the stream is well, what changed is asked for so often. */
  pollMs: number;
  /** Between two ranges of a comparison with the server, so that neither has much to do at a time. */
  comparePauseMs: number;
  /** An answer must begin within this. */
  answerMs: number;
  /** The next piece of a long answer must come within this. */
  pieceMs: number;
  /** A desk that was told of a change counts as behind when it does not have it after so long. */
  graceMs: number;
  /** So long may an older transaction keep the server from telling what changed before the desk counts as behind. */
  lagMs: number;
  /** The first and the longest pause between two attempts. */
  retryFirstMs: number;
  retryMostMs: number;
  /**
   * When the event stream of a desk breaks, those of all desks do: each asks within the first of these, at random, whether
   * the server is still there, and listens again within the second.
   */
  spreadAskMs: number;
  spreadListenMs: number;
  /** The pause when trying again soon would change nothing: the desk was refused, or the disk is full. */
  retrySlowMs: number;
};

export const usualTimings: SyncTimings = {
  silenceMs: 4500,
  askAfterMs: 2500,
  pollMs: 30_000,
  comparePauseMs: 250,
  answerMs: 4000,
  pieceMs: 15_000,
  graceMs: 1500,
  lagMs: 5000,
  retryFirstMs: 200,
  retryMostMs: 3000,
  spreadAskMs: 500,
  spreadListenMs: 2000,
  retrySlowMs: 20_000,
};

/**
 * The pause before the next attempt, after so many failed ones: doubling up to the longest, each somewhere between half
 * and the whole of it, so that the desks of a library do not come back all at once. `random` is from [0, 1).
 */
export function pauseAfter(failures: number, timings: SyncTimings, random: number): number {
  const whole = Math.min(timings.retryFirstMs * 2 ** Math.min(failures, 16), timings.retryMostMs);
  return Math.round(whole / 2 + (whole / 2) * random);
}
