import type { Surroundings } from './surroundings.ts';

const READ_AGAIN_MS = 300;

/** While a desk catches up a list changes many times a second: it is read once for all of them. */
export function readAgainSoon(surroundings: Surroundings, read: () => void): () => void {
  let isReadingSoon = false;
  return () => {
    if (isReadingSoon) return;
    isReadingSoon = true;
    surroundings.after(READ_AGAIN_MS, () => {
      isReadingSoon = false;
      read();
    });
  };
}
