import type { KnownWord } from './rows.ts';

/**
 * The least number of letters inserted, left out, mistaken or swapped with their neighbour that makes one word of the
 * other (optimal string alignment, Damerau 1964).
 */
export function typingErrors(typed: string, meant: string): number {
  const [from, to] = [[...typed], [...meant]];
  let [beforeLast, last]: number[][] = [[], Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    const line = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      line[column] = Math.min(
        at(last, column) + 1,
        at(line, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [beforeLast, last] = [last, line];
  }
  return at(last, to.length);
}

const at = (line: number[] | undefined, column: number): number => line?.[column] ?? Number.POSITIVE_INFINITY;

/** One slip in a short word, two in a long one, three in a very long one; more is another word. */
const forgiven = (word: string): number => (word.length <= 4 ? 1 : word.length <= 8 ? 2 : 3);

/** The words that were probably meant: the fewest typing errors away first, then those that most books have. */
export function nearestWords(typed: string, candidates: readonly KnownWord[]): string[] {
  return candidates
    .filter(({ word }) => word !== typed)
    .map((candidate) => ({ ...candidate, errors: typingErrors(typed, candidate.word) }))
    .filter(({ errors }) => errors <= forgiven(typed))
    .sort((a, b) => a.errors - b.errors || b.books - a.books || (a.word < b.word ? -1 : 1))
    .map(({ word }) => word);
}
