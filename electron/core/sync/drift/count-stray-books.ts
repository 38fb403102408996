import type { Cache } from '../../cache/cache.ts';
import { letOthersWork } from '../let-others-work.ts';

/** Keys of books that are looked at in one go: some 10 ms of work. */
const keysPerStep = 2000;

/** Counts the books that the ranges of copies say nothing of, and those that searching does not find. */
export async function countStrayBooks(cache: Cache, signal: AbortSignal): Promise<number> {
  const last = cache.reader.lastBookKey();
  let strays = 0;
  for (let after = 0; after < last; after += keysPerStep) {
    strays += cache.reader.strayBooks(after, after + keysPerStep);
    await letOthersWork(signal);
  }
  return strays;
}
