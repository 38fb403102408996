import { describe, expect, it } from 'vitest';
import { bookFields, buildMarc, data } from '../../testing/build-marc.ts';
import { decodeIso2709 } from '../iso2709/decode.ts';
import { dataFields, firstValue } from '../record.ts';

const marc8 = (latin1: string) => Buffer.from(latin1, 'latin1');

function titleAndWarnings(title: string | Buffer, leader: string) {
  const decoded = decodeIso2709(buildMarc([...bookFields('1').slice(0, 1), data('245', '10', { a: title })], leader));
  if ('reason' in decoded) throw new Error(decoded.reason);
  return [firstValue(dataFields(decoded.marc, '245')[0], 'a'), ...decoded.warnings];
}

describe('what a leader says of the characters', () => {
  it('is believed when it can be true', () => {
    expect(titleAndWarnings('Montréal', 'nam a')).toEqual(['Montréal']);
    expect(titleAndWarnings(marc8('Montr\xe2eal'), 'nam  ')).toEqual(['Montréal']);
  });

  it('is not believed when it says UTF-8 over MARC-8', () => {
    expect(titleAndWarnings(marc8('Montr\xe2eal'), 'nam a')).toEqual([
      'Montréal',
      'The leader says UTF-8, but 1 field(s) were read as MARC-8.',
    ]);
  });

  it('is not believed when it says MARC-8 over UTF-8', () => {
    expect(titleAndWarnings('Montréal 日本', 'nam  ')).toEqual([
      'Montréal 日本',
      'The leader says MARC-8, but 1 field(s) were read as UTF-8.',
    ]);
  });

  it('is not believed when it says UTF-8 and there is an escape sequence', () => {
    expect(titleAndWarnings('\x1b(NkNIGA\x1b(B', 'nam a')[0]).toBe('Книга');
  });

  it('does not hide a character that neither reading knows', () => {
    expect(titleAndWarnings(marc8('caf\xff'), 'nam  ')).toEqual([
      'caf\ufffd',
      '1 character(s) could not be read and stand as \ufffd.',
    ]);
  });

  it('composes letters that come with separate marks in UTF-8', () => {
    expect(titleAndWarnings('Montre\u0301al', 'nam a')).toEqual(['Montréal']);
  });
});
