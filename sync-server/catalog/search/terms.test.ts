import { describe, expect, it } from 'vitest';
import { beginning, type TypedWord, termsOf, unknownWords } from './terms.ts';

const typed = (words: string, field: TypedWord['field'] = 'query', books: number | null = 1): TypedWord[] =>
  words.split(' ').map((word) => ({ field, word, books }));

describe('what the index is asked', () => {
  it('takes the last word of the search box as one that is still being typed', () => {
    expect(termsOf(typed('harry pott'), [{ word: 'potter', books: 7 }])).toEqual({
      query: "'harry' & 'pott':*",
      title: null,
      author: null,
      subject: null,
      rankedBy: "'harry' | 'pott' | 'pott':*",
    });
  });

  it('takes the words of the other boxes as whole', () => {
    expect(termsOf([...typed('blues', 'subject'), ...typed('le guin', 'author')], [])).toMatchObject({
      query: null,
      subject: "'blues'",
      author: "'le' & 'guin'",
      rankedBy: "'blues' | 'le' | 'guin'",
    });
  });

  it('asks for the most frequent completions only, of two letters or of a very common beginning', () => {
    expect(
      beginning('hi', [
        { word: 'history', books: 9 },
        { word: 'hill', books: 1 },
      ]),
    ).toBe("('hi' | 'history' | 'hill')");
    expect(
      beginning('the', [
        { word: 'the', books: 500_000 },
        { word: 'theory', books: 20_000 },
      ]),
    ).toBe("('the' | 'the' | 'theory')");
    expect(beginning('zym', [{ word: 'zymurgy', books: 2 }])).toBe("'zym':*");
  });

  it('lets no quote or backslash out of a word', () => {
    expect(beginning("a'b\\c", [])).toBe("'a''b\\\\c':*");
  });
});

describe('which words are worth mending', () => {
  it('those that no book has, unless the last may still become one', () => {
    const words = [...typed('histroy', 'query', null), ...typed('of', 'query', null), ...typed('jaz', 'query', null)];
    const mended = (completions: { word: string; books: number }[]) =>
      unknownWords(words, completions).map(({ word }) => word);
    expect(mended([{ word: 'jazz', books: 3 }])).toEqual(['histroy']);
    expect(mended([])).toEqual(['histroy', 'jaz']);
  });
});
