import { byKey } from './call-number.ts';

/**
 * Which of these copies, read along a shelf, stand out of order: the fewest that would have to be moved. They are what a
 * longest ascending sequence leaves out (Knuth, The Art of Computer Programming 3, 5.1.4: patience sorting).
 * @returns places in `keys`, ascending
 */
export function outOfOrder(keys: readonly string[]): number[] {
  const before: number[] = [];
  /** For each length, the place where an ascending sequence of that length ends with the smallest key. */
  const ends: number[] = [];
  keys.forEach((key, place) => {
    const length = firstEndBehind(key, keys, ends);
    before[place] = ends[length - 1] ?? -1;
    ends[length] = place;
  });
  const inOrder = new Set<number>();
  for (let place = ends.at(-1) ?? -1; place >= 0; place = before[place] ?? -1) inOrder.add(place);
  return [...keys.keys()].filter((place) => !inOrder.has(place));
}

/** The first of the sequences whose end stands behind this key: it can end with this key instead. Binary search. */
function firstEndBehind(key: string, keys: readonly string[], ends: readonly number[]): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byKey(keys[ends[middle] ?? 0] ?? '', key) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
