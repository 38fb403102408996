/** Where a search met a book, the best first. The order is one that a librarian can predict. */
const order = { number: 0, whole_title: 1, title_start: 2, title: 3, anywhere: 4, number_start: 5 } as const;
export type Place = keyof typeof order;

/** A book that a search met. `title` is its sortable title. */
export type Hit = { key: number; title: string; place: Place };

/** Each book once, at its best place; within a place by title, then by key, so that pages never overlap. */
export function ranked(hits: Iterable<Hit>): number[] {
  const best = new Map<number, Hit>();
  for (const hit of hits) {
    const before = best.get(hit.key);
    if (!before || order[hit.place] < order[before.place]) best.set(hit.key, hit);
  }
  return [...best.values()].sort(compare).map((hit) => hit.key);
}

function compare(a: Hit, b: Hit): number {
  if (a.place !== b.place) return order[a.place] - order[b.place];
  if (a.title !== b.title) return a.title < b.title ? -1 : 1;
  return a.key - b.key;
}
