import { describe, expect, it } from 'vitest';
import { readTyped, titleTest, wordsQuery } from './typed-search.ts';

describe('what is in the search box', () => {
  it.each([
    ['hob', ['hob'], '"hob"*'],
    ['the hobb', ['the', 'hobb'], '"the" "hobb"*'],
    ['hobbit the ', ['hobbit', 'the'], '"hobbit" "the"*'],
    ['AC/DC "live" OR NOT*', ['live', 'AC', 'DC', 'OR', 'NOT'], '"live" "AC" "DC" "OR" "NOT"*'],
    ['o’brien', ['o', 'brien'], '"o" "brien"*'],
    ['war and war', ['and', 'war'], '"and" "war"*'],
  ])('%s has the words %j', (text, words, query) => {
    expect(readTyped(text).words).toEqual(words);
    expect(wordsQuery(readTyped(text).words)).toBe(query);
  });

  it.each(['', '  ', '"', '*', '😀', '-- (', '\u0000'])('%j has no words', (text) => {
    expect(readTyped(text).words).toEqual([]);
  });

  it('is searched by its longest words and the last, when there are many', () => {
    const { words } = readTyped('a guide to the birds of northern europe and as');
    expect(words).toEqual(['northern', 'europe', 'guide', 'birds', 'as']);
  });

  it('may be a barcode, as typed and as printed', () => {
    expect(readTyped(' 3319 1000 105864 ').barcodes).toEqual(['3319 1000 105864', '33191000105864']);
    expect(readTyped('ab-17').barcodes).toEqual(['ab-17', 'AB-17']);
  });

  it.each([
    ['3319', '3319'],
    ['b0042', 'B0042'],
    ['331', null],
    ['harry', null],
  ])('%s as the beginning of a barcode: %s', (text, start) => {
    expect(readTyped(text).barcodeStart).toBe(start);
  });

  it.each([
    ['0-306-40615-2', '9780306406157', null],
    ['978-0-306-40615-7', '9780306406157', null],
    ['978-0-306', null, '9780306'],
    ['1984', null, null],
    ['978', null, null],
  ])('%s: ISBN %s, beginning of an ISBN %s', (text, isbn, start) => {
    expect(readTyped(text)).toMatchObject({ isbn, isbnStart: start });
  });
});

it('tells whether a title has all words, the last perhaps unfinished', () => {
  const has = titleTest(['night', 'circ']);
  expect(['the night circus', 'circle at night', 'nights at the circus', 'the night'].map(has)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
