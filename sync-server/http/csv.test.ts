import { expect, test } from 'vitest';
import { csvOf, wantsCsv } from './csv.ts';

const linesOf = (rows: object[], columns: string[]) => csvOf(rows, columns).replace('\u{feff}', '').split('\r\n');

test('lists stand in one cell, and a row may lack what another has', () => {
  const rows = [{ book: { title: 'Moby Dick', authors: ['Melville', 'Kent'] }, memberId: null }, { checkouts: 3 }];
  const columns = ['book.title', 'book.authors', 'checkouts', 'memberId'];
  expect(linesOf(rows, columns)).toEqual([columns.join(), 'Moby Dick,Melville; Kent,,', ',,3,', '']);
});

test('no rows: the columns are there all the same', () => {
  expect(linesOf([], ['title', 'year'])).toEqual(['title,year', '']);
});

test('quotes, commas and line breaks in a title stay in their cell', () => {
  expect(csvOf([{ title: 'He said "no",\nthen left' }], ['title'])).toContain('"He said ""no"",\nthen left"');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)'])('a title that begins as a formula is text: %s', (title) => {
  expect(linesOf([{ title }], ['title'])[1]).toBe(`'${title}`);
});

test('begins with the mark by which spreadsheets know UTF-8', () => {
  expect(csvOf([{ title: 'Ærø' }], ['title']).startsWith('\u{feff}')).toBe(true);
});

test.each([
  ['text/csv', true],
  ['text/html, text/csv;q=0.9', true],
  ['application/json', false],
  [undefined, false],
])('Accept: %s', (accept, wanted) => {
  expect(wantsCsv({ headers: { accept } })).toBe(wanted);
});
