/** A scanner on a stand reads the same label again and again while it lies there. */
const REPEAT_WINDOW_MS = 1000;

/** When each code was last seen, in ms; only those of the last second. */
export type RecentScans = ReadonlyMap<string, number>;

export const NO_RECENT_SCANS: RecentScans = new Map();

/**
 * Whether a code is the same scan as one before it: seen less than a second ago, by whichever scanner. Each sight
 * begins the second anew, so a book left under the scanner is one scan however long it lies there.
 */
export function noticeScan(
  recent: RecentScans,
  text: string,
  nowMs: number,
): { isRepeat: boolean; recent: RecentScans } {
  const stillRecent = [...recent].filter(([, seenAtMs]) => Math.abs(nowMs - seenAtMs) < REPEAT_WINDOW_MS);
  const isRepeat = stillRecent.some(([seen]) => seen === text);
  return { isRepeat, recent: new Map(stillRecent).set(text, nowMs) };
}
