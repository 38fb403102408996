import { type ShelfRange, shelfRange } from './call-number.ts';

/** What a count is narrowed to, as somebody wrote it. */
export type ScopeLabels = {
  shelfFrom?: string | null | undefined;
  shelfTo?: string | null | undefined;
  collection?: string | null | undefined;
};

/** Behind every shelf. */
const end = '\u{ffff}';

/**
 * The shelves of a count: what is common to its range and its collection; null where all are counted. Empty, with `from`
 * not before `to`, where nothing is common to them.
 */
export function stocktakeScope({ shelfFrom, shelfTo, collection }: ScopeLabels): ShelfRange | null {
  const whole = collection ? shelfRange(collection) : null;
  const froms = [shelfFrom ? shelfRange(shelfFrom).from : null, whole?.from ?? null].filter((key) => key !== null);
  const tos = [shelfTo ? shelfRange(shelfTo).to : null, whole?.to ?? null].filter((key) => key !== null);
  if (froms.length + tos.length === 0) return null;
  return { from: froms.sort().at(-1) ?? '', to: tos.sort()[0] ?? end };
}
