import type { KnownWord } from './rows.ts';

/** Where a word was typed: in the one search box, or in the box of a field. */
export const fields = ['query', 'title', 'author', 'subject'] as const;
export type Field = (typeof fields)[number];

/** A word as it is in the index, with the number of books that have it; null when no book of this library has it. */
export type TypedWord = { field: Field; word: string; books: number | null };

/** What the index is asked, as Postgres reads a tsquery; null where nothing was typed. */
export type Terms = Record<Field, string | null> & {
  /** Any of the words: what a book is scored by. */
  rankedBy: string;
};

/** More books than this begin like that: asking the index for the whole beginning would read them all. */
const broad = 20_000;
/** Two letters begin too many words. */
const shortest = 3;

/** A lexeme in a tsquery: quoted, with quotes and backslashes doubled. */
const lexeme = (word: string): string => `'${word.replaceAll(/['\\]/g, (mark) => mark + mark)}'`;

/**
 * The last word of the search box may still be being typed, so it also stands for the words that begin with it. Of a
 * short or a common beginning only its most frequent completions are asked for.
 */
export function termsOf(words: readonly TypedWord[], completions: readonly KnownWord[]): Terms {
  const of = (field: Field) => words.filter((typed) => typed.field === field).map(({ word }) => word);
  const allOf = (field: Field) => of(field).map(lexeme).join(' & ') || null;
  const typed = of('query');
  const last = typed.at(-1);
  return {
    query: last === undefined ? null : [...typed.slice(0, -1).map(lexeme), beginning(last, completions)].join(' & '),
    title: allOf('title'),
    author: allOf('author'),
    subject: allOf('subject'),
    rankedBy: [...words.map(({ word }) => lexeme(word)), ...(last ? [`${lexeme(last)}:*`] : [])].join(' | '),
  };
}

/** Words that begin with these letters, as one term. */
export function beginning(letters: string, completions: readonly KnownWord[]): string {
  const books = completions.reduce((sum, known) => sum + known.books, 0);
  if (letters.length >= shortest && books <= broad) return `${lexeme(letters)}:*`;
  return `(${[letters, ...completions.map(({ word }) => word)].map(lexeme).join(' | ')})`;
}

/** The words that no book has, and that are worth mending. */
export function unknownWords(words: readonly TypedWord[], completions: readonly KnownWord[]): TypedWord[] {
  const last = words.findLast(({ field }) => field === 'query');
  return words.filter((typed) => {
    if (typed.books !== null || typed.word.length < 3 || typed.word.length > 40) return false;
    return typed !== last || completions.length === 0;
  });
}
