import type { Tx } from '../../db/transaction.ts';
import { criteriaOf } from './criteria.ts';
import { wordsBeside } from './queries.ts';
import { readAsTyped } from './reading-words.ts';
import { termsOf } from './terms.ts';

const most = 10;

/**
 * Up to ten completions of what is being typed. One word: the most frequent words that begin like it. More: words that
 * stand beside the others in some book, so that each suggestion finds something.
 */
export async function suggest(tx: Tx, typed: string): Promise<string[]> {
  const { words, completions } = await readAsTyped(tx, { query: typed });
  const last = words.at(-1);
  if (!last) return [];
  if (words.length === 1) return completions.slice(0, most).map(({ word }) => word);
  const before = words.slice(0, -1).map(({ word }) => word);
  const criteria = criteriaOf(termsOf(words, completions), {});
  const beside = await tx.query(wordsBeside, [...criteria, last.word, most]);
  return beside.map(({ word }) => [...before, word].join(' '));
}
