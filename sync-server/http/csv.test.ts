import { expect, test } from 'vitest';
import { csvOf, wantsCsv } from './csv.ts';

const linesOf = (rows: object[]) => csvOf(rows).replace('\u{feff}', '').split('\r\n');

test('a column for each plain value, however deep it lies', () => {
  const rows = [{ book: { title: 'Moby Dick', authors: ['Melville', 'Kent'] }, checkouts: 3, memberId: null }];
  expect(linesOf(rows)).toEqual(['book.title,book.authors,checkouts,memberId', 'Moby Dick,Melville; Kent,3,', '']);
});

test('quotes, commas and line breaks in a title stay in their cell', () => {
  expect(csvOf([{ title: 'He said "no",\nthen left' }])).toContain('"He said ""no"",\nthen left"');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)'])('a title that begins as a formula is text: %s', (title) => {
  expect(linesOf([{ title }])[1]).toBe(`'${title}`);
});

test('begins with the mark by which spreadsheets know UTF-8', () => {
  expect(csvOf([{ title: 'Ærø' }]).startsWith('\u{feff}')).toBe(true);
});

test.each([
  ['text/csv', true],
  ['text/html, text/csv;q=0.9', true],
  ['application/json', false],
  [undefined, false],
])('Accept: %s', (accept, wanted) => {
  expect(wantsCsv({ headers: { accept } })).toBe(wanted);
});
