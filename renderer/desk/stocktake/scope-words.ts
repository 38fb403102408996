import type { Stocktake } from '#shared/contract/stocktake.ts';
import { text } from '../../text/language.ts';

type Scope = Pick<Stocktake, 'shelfFrom' | 'shelfTo' | 'collection' | 'itemType'>;

/** What a count is about: `Shelves 800 – 899 · New releases`. */
export function scopeWords({ shelfFrom, shelfTo, collection, itemType }: Scope): string {
  const words = text.stocktake.scope;
  const parts = [
    shelvesWords(shelfFrom, shelfTo),
    collection && words.collection(collection),
    itemType && text.library.itemTypes[itemType],
  ];
  return parts.filter(Boolean).join(' · ') || words.everything;
}

function shelvesWords(from: string | null, to: string | null): string {
  const words = text.stocktake.scope;
  if (from && to) return words.range(from, to);
  if (from) return words.from(from);
  return to ? words.to(to) : '';
}
