const plain = /^[a-z0-9]+( [a-z0-9]+)*$/;
const betweenWords = /[^\p{L}\p{N}]+/gu;

/**
 * A title as it is sorted and as the beginning of it is looked up: lower case, without accents (Unicode NFKD, combining
 * marks dropped) and with single spaces for whatever stands between words.
 */
export function sortableTitle(title: string): string {
  const lower = title.toLowerCase();
  if (plain.test(lower)) return lower;
  // Lower case again: NFKD takes apart signs such as ™ into capitals.
  return lower
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(betweenWords, ' ')
    .trim();
}
