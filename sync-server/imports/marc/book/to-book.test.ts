import { describe, expect, it } from 'vitest';
import { type BuiltField, bookFields, buildMarc, control, data } from '../../testing/build-marc.ts';
import { decodeIso2709 } from '../iso2709/decode.ts';
import { toBook } from './to-book.ts';

function bookOf(fields: BuiltField[], leader = 'nam a') {
  const decoded = decodeIso2709(buildMarc(fields, leader));
  if ('reason' in decoded) throw new Error(decoded.reason);
  const book = toBook(decoded.marc);
  if ('reason' in book) throw new Error(book.reason);
  return book;
}

const reasonOf = (fields: BuiltField[], leader = 'nam a') => {
  const decoded = decodeIso2709(buildMarc(fields, leader));
  return 'reason' in decoded ? decoded : toBook(decoded.marc);
};

/** 008 with a date type, a first date and a language in their places. */
const coded = (date: string, language = 'eng') => control('008', `990101${date.padEnd(29)}${language} d`);

const titled = (subfields: Record<string, string | string[]>) => bookOf([data('245', '10', subfields)]);

describe('the book of a record', () => {
  it('takes everything that a full record says, without its punctuation', () => {
    const book = bookOf([
      control('001', ' 12345 '),
      control('003', 'OCoLC'),
      coded('s1999    nyu'),
      data('020', '  ', { a: '0-306-40615-2 (pbk.) :', z: '9780306406158' }),
      data('100', '1 ', { a: 'Miller, J. R.', q: '(John Robert),', d: '1950-' }),
      data('245', '10', { a: 'Jazz :', b: 'a history /', c: 'J. R. Miller.' }),
      data('264', ' 1', { a: 'New York :', b: 'Norton & Co.,', c: '[1999]' }),
      data('520', '  ', { a: 'All of it.' }),
      data('650', ' 0', { a: 'Jazz', z: 'Québec (Province)', v: 'Biography.' }),
      data('655', ' 7', { a: 'Biographies.', 2: 'lcgft' }),
      data('700', '1 ', { a: 'Davis, Miles.', e: 'contributor' }),
    ]);
    expect(book).toEqual({
      controlKey: '(OCoLC)12345',
      isbns: ['9780306406157'],
      title: 'Jazz',
      subtitle: 'a history',
      authors: ['Miller, J. R.', 'Davis, Miles'],
      publisher: 'Norton & Co.',
      year: 1999,
      language: 'eng',
      subjects: ['Jazz -- Québec (Province) -- Biography'],
      genres: ['Biographies'],
      description: 'All of it.',
    });
  });

  it.each([
    ['Friendly fire /', 'Friendly fire'],
    ['Le jazz des origines à nos jours.', 'Le jazz des origines à nos jours'],
    ['Histoire du jazz...', 'Histoire du jazz...'],
    ['L.K.A.', 'L.K.A.'],
    ['Oscar Peterson, Jr. :', 'Oscar Peterson, Jr.'],
    ['Plan B.', 'Plan B.'],
    ['  Two   spaces =', 'Two spaces'],
    ['\u0098The \u009cSecond chorus', 'The Second chorus'],
  ])('reads the title %j as %j', (written, read) => {
    expect(titled({ a: written }).title).toBe(read);
  });

  it('puts the number and the name of a part behind the title', () => {
    expect(titled({ a: 'Faust.', n: 'Part 2,', p: 'The return /', c: 'Goethe' }).title).toBe(
      'Faust. Part 2, The return',
    );
    expect(titled({ a: 'Encyclopædia.', p: 'Jazz.' }).title).toBe('Encyclopædia. Jazz');
  });

  it('prefers the romanised title and keeps the one in its own script', () => {
    const book = bookOf([
      data('245', '10', { 6: '880-01', a: 'Sensō to heiwa /', c: 'Torusutoi.' }),
      data('880', '10', { 6: '245-01/$1', a: '戦争と平和 /', c: 'トルストイ.' }),
    ]);
    expect([book.title, book.description]).toEqual(['Sensō to heiwa', 'Also titled: 戦争と平和']);
  });

  it('takes the title of an 880 field when there is no other', () => {
    expect(bookOf([data('880', '10', { 6: '245-00/$1', a: '戦争と平和' })]).title).toBe('戦争と平和');
  });

  it('names persons, bodies and meetings, each once, but not the authors of works it contains', () => {
    const book = bookOf([
      data('110', '2 ', { a: 'Canada.', b: 'Parliament.' }),
      data('245', '10', { a: 'T' }),
      data('700', '0 ', { a: 'John Paul', b: 'II,', c: 'Pope,', d: '1920-2005.' }),
      data('700', '1 ', { a: 'Chopin, Frédéric.', t: 'Préludes' }),
      data('710', '2 ', { a: 'CANADA.', b: 'Parliament' }),
      data('711', '2 ', { a: 'Festival de Jazz', d: '(1983 :' }),
    ]);
    expect(book.authors).toEqual(['Canada. Parliament', 'John Paul II, Pope', 'Festival de Jazz']);
  });

  it.each([
    ['its code before the printed year', [coded('s1999'), data('260', '  ', { c: '2001' })], 1999],
    ['the printed year of an unfinished code', [coded('s19uu'), data('260', '  ', { c: 'c1989.' })], 1989],
    ['a year in brackets with a question mark', [data('264', ' 1', { c: '[1970?]' })], 1970],
    ['none from a price or a page', [data('260', '  ', { c: 'n.d. 12345' })], null],
  ])('knows the year: %s', (_, fields, year) => {
    expect(bookOf([...bookFields('1'), ...fields]).year).toBe(year);
  });

  it.each([
    ['s1999', 'fre', [], 'fre'],
    ['s1999', '   ', [data('041', '0 ', { a: 'engfre' })], 'eng'],
    ['s1999', 'zxx', [], null],
    ['s1999', 'mul', [data('041', '0 ', { a: ['ger', 'eng'] })], 'ger'],
  ])('knows the language: %s %j', (date, language, fields, expected) => {
    expect(bookOf([...bookFields('1'), coded(date, language), ...fields]).language).toBe(expected);
  });

  it('prefers the publisher of 264 to that of 260, and has none when nobody knows', () => {
    const field = (tag: string, indicators: string, b: string) => data(tag, indicators, { b });
    const publisherOf = (...fields: BuiltField[]) => bookOf([...bookFields('1'), ...fields]).publisher;
    expect(publisherOf(field('260', '  ', 'Old,'), field('264', ' 3', 'Printer'), field('264', ' 1', '[New],'))).toBe(
      'New',
    );
    expect(publisherOf(field('260', '  ', '[s.n.],'))).toBeNull();
    expect(publisherOf()).toBeNull();
  });

  it('says what kind of thing it is when it is no text', () => {
    expect(bookOf(bookFields('1'), 'njm a').genres).toEqual(['Music recordings']);
    expect(bookOf(bookFields('1'), 'nam a').genres).toEqual([]);
  });

  it('keeps valid ISBNs only, each once, as ISBN-13', () => {
    const isbns = data('020', '  ', {
      a: ['ISBN 978-0-306-40615-7', '0306406152 :', '0306406153', '080442957X 2nd ed.', '$12.50'],
    });
    expect(bookOf([...bookFields('1'), isbns]).isbns).toEqual(['9780306406157', '9780804429573']);
  });

  it('is the same whenever the record comes again, numbered or not', () => {
    const unnumbered = [data('245', '10', { a: 'T' })];
    expect(bookOf(bookFields('77')).controlKey).toBe('77');
    expect(bookOf([data('035', '  ', { a: '(Sirsi) a353305' }), ...unnumbered]).controlKey).toBe('(Sirsi) a353305');
    expect(bookOf(unnumbered).controlKey).toBe(bookOf(unnumbered, 'cam a').controlKey);
    expect(bookOf(unnumbered).controlKey).not.toBe(bookOf([data('245', '10', { a: 'U' })]).controlKey);
  });

  it('stays within what a book may hold', () => {
    const contents = data('505', '  ', { a: '𝄞'.repeat(2000) });
    const book = bookOf([data('245', '10', { a: 'x'.repeat(2000) }), contents, contents, contents]);
    expect([book.title.length, book.title.endsWith('…')]).toEqual([1000, true]);
    // An astral character is two units: the cut never leaves half of one.
    expect(book.description).toBe(`${'𝄞'.repeat(2000)}\n${'𝄞'.repeat(2000)}\n${'𝄞'.repeat(998)}…`);
  });

  it('is refused with a sentence when there is no title, no book, or it was deleted', () => {
    expect(reasonOf([control('001', '1')])).toEqual({ reason: 'This record has no title (field 245).' });
    expect(reasonOf(bookFields('1'), 'nz  a')).toEqual({
      reason: 'This record does not describe a title (leader/06).',
    });
    expect(reasonOf(bookFields('1'), 'dam a')).toEqual({ reason: 'This record is marked as deleted.' });
  });
});
