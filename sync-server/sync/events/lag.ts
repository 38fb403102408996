/** A moment of the feed: changes below `bound` can be handed out, ids from `newest` on are not given out yet (xid8). */
export type Moment = { bound: string; newest: string };

/**
 * How long changes have been waiting because some older transaction, anywhere in the cluster, is still writing. It asks:
 * since when has the bound not passed what was newest then?
 */
export class FeedLag {
  #awaited = 0n;
  #since = 0;

  /** @returns seconds; `now` in milliseconds of a clock that never jumps */
  at({ bound, newest }: Moment, now: number): number {
    if (BigInt(bound) < this.#awaited) return (now - this.#since) / 1000;
    this.#awaited = BigInt(newest);
    this.#since = now;
    return 0;
  }
}
