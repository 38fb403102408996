type Seen = { at: number; place: bigint };

/** How far back the primary's places are remembered; a standby that is further behind is of no use anyway. */
const rememberedMs = 60_000;

/**
 * How old what a standby shows is, judged by the primary's clock and places: a standby's own figures say that all is well
 * when it has lost the primary. Moments are milliseconds.
 */
export function lagMeter() {
  let seen: Seen[] = [];
  return {
    /** The primary was asked at this moment and had come to this place. */
    written(at: number, place: bigint): void {
      seen = [...seen.filter((each) => at - each.at < rememberedMs), { at, place }];
    },
    /** Milliseconds; infinite for one that shows none of what is remembered. */
    lagOf(shown: bigint): number {
      const newest = seen.at(-1);
      const last = seen.findLast(({ place }) => place <= shown);
      return newest && last ? newest.at - last.at : Number.POSITIVE_INFINITY;
    },
  };
}
