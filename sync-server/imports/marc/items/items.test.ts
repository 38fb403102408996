import { describe, expect, it } from 'vitest';
import { type BuiltField, bookFields, buildMarc, data } from '../../testing/build-marc.ts';
import { decodeIso2709 } from '../iso2709/decode.ts';
import { centsOf, dayOf, itemTypeOf } from './item.ts';
import { itemsOf } from './items.ts';

function itemsFrom(mapping: Parameters<typeof itemsOf>[1], ...fields: BuiltField[]) {
  const decoded = decodeIso2709(buildMarc([...bookFields('1'), ...fields]));
  if ('reason' in decoded) throw new Error(decoded.reason);
  return itemsOf(decoded.marc, mapping);
}

const koha = data('952', '  ', {
  0: '0',
  1: '0',
  4: '0',
  7: '0',
  a: 'CPL',
  b: 'MPL',
  c: 'FIC',
  d: '2014-09-04',
  g: '12.50',
  o: '823 DIC',
  p: '39999000001259',
  y: 'BK',
});
const sirsi = data('949', '  ', {
  a: 'ML 410 .S9325',
  v: 'v.2',
  i: '30007006688252',
  p: '38.75',
  r: 'Y',
  t: 'BOOKS',
  l: 'HUNT-CIRC',
  m: 'HUNTINGTON',
  u: '9/27/2001',
});
const holdings = data('852', '8 ', {
  a: 'DLC',
  b: 'MAIN',
  c: 'Ref',
  k: 'Q',
  h: '741.5',
  i: 'SMI',
  p: '30234000517861',
});

describe('the items of a record', () => {
  it('reads Koha 952', () => {
    expect(itemsFrom('koha-952', koha).items).toEqual([
      {
        barcode: '39999000001259',
        libraryCode: 'CPL',
        shelf: 'FIC 823 DIC',
        itemType: 'regular',
        status: 'available',
        priceCents: 1250,
        acquiredOn: '2014-09-04',
      },
    ]);
  });

  it('reads Sirsi 949', () => {
    expect(itemsFrom('sirsi-949', sirsi).items).toEqual([
      {
        barcode: '30007006688252',
        libraryCode: 'HUNTINGTON',
        shelf: 'HUNT-CIRC ML 410 .S9325 v.2',
        itemType: 'regular',
        status: 'available',
        priceCents: 3875,
        acquiredOn: '2001-09-27',
      },
    ]);
  });

  it('cuts a long shelf mark between characters: half of one would fail the whole batch in the database', () => {
    const long = data('949', '  ', { a: `${'x'.repeat(199)}𝔄${'x'.repeat(50)}`, i: '30007006688252' });
    const [item] = itemsFrom('sirsi-949', long).items;
    expect(item?.shelf?.isWellFormed()).toBe(true);
    expect(item?.shelf?.length).toBeLessThanOrEqual(200);
  });

  it('reads MARC 21 852', () => {
    expect(itemsFrom('marc21-852', holdings).items).toEqual([
      {
        barcode: '30234000517861',
        libraryCode: 'MAIN',
        shelf: 'Ref Q 741.5 SMI',
        itemType: 'reference',
        status: 'available',
        priceCents: null,
        acquiredOn: null,
      },
    ]);
  });

  it('finds the shelf of an 876 in the 852 that it is linked with', () => {
    const { items } = itemsFrom(
      'marc21-852',
      data('852', '  ', { 8: '1.1', b: 'MAIN', c: 'stacks' }),
      data('852', '  ', { 8: '2.1', b: 'EAST', c: 'cellar' }),
      data('876', '  ', { 8: '2.1', p: 'B1', c: '$10.00', d: '20200131' }),
      data('876', '  ', { p: 'B2', h: 'Library use only' }),
    );
    expect(items.map((item) => [item.barcode, item.libraryCode, item.shelf, item.itemType, item.acquiredOn])).toEqual([
      ['B1', 'EAST', 'cellar', 'regular', '2020-01-31'],
      ['B2', 'MAIN', 'stacks', 'reference', null],
    ]);
  });

  it('takes the first mapping that finds a barcode, unless one is named', () => {
    const barcodes = (mapping: Parameters<typeof itemsOf>[1], ...fields: BuiltField[]) =>
      itemsFrom(mapping, ...fields).items.map(({ barcode }) => barcode);
    expect(barcodes('auto', sirsi, holdings, koha)).toEqual(['39999000001259']);
    expect(barcodes('auto', sirsi, data('852', '  ', { b: 'no barcode' }))).toEqual(['30007006688252']);
    expect(barcodes('sirsi-949', sirsi, holdings, koha)).toEqual(['30007006688252']);
    expect(barcodes('none', sirsi)).toEqual([]);
    expect(barcodes('auto')).toEqual([]);
  });

  it.each([
    ['withdrawn', data('952', '  ', { 0: '1', p: 'B' })],
    ['lost', data('952', '  ', { 1: '4', p: 'B' })],
    ['maintenance', data('952', '  ', { 4: '1', p: 'B' })],
    ['lost', data('949', '  ', { i: 'B', k: 'LOST-CLAIM' })],
    ['missing', data('949', '  ', { i: 'B', l: 'MISSING' })],
    ['withdrawn', data('949', '  ', { i: 'B', k: 'DISCARD' })],
    ['maintenance', data('949', '  ', { i: 'B', k: 'BINDERY' })],
  ])('does not call a copy available that is %s', (status, field) => {
    expect(itemsFrom('auto', field).items[0]?.status).toBe(status);
  });

  it('lends nothing that another system does not lend', () => {
    expect(itemsFrom('auto', data('952', '  ', { 7: '1', p: 'B' })).items[0]?.itemType).toBe('reference');
    expect(itemsFrom('auto', data('949', '  ', { r: 'N', i: 'B' })).items[0]?.itemType).toBe('reference');
  });

  it('cleans a barcode as a scan of it is cleaned', () => {
    expect(itemsFrom('auto', data('949', '  ', { i: ' 3 9990 00019 2148\u0007' })).items[0]?.barcode).toBe(
      '39990000192148',
    );
  });

  it('says which items cannot be copies, and why', () => {
    const { items, rejected } = itemsFrom(
      'sirsi-949',
      data('949', '  ', { a: 'no barcode' }),
      data('949', '  ', { i: 'B1' }),
      data('949', '  ', { i: 'B1' }),
      data('949', '  ', { i: 'x'.repeat(65) }),
    );
    expect(items.map(({ barcode }) => barcode)).toEqual(['B1']);
    expect(rejected).toEqual([
      'Item 1 of this record has no barcode.',
      'The barcode B1 is in this record twice.',
      'Item 4 of this record has a barcode of more than 64 characters.',
    ]);
  });
});

describe('the words of other systems', () => {
  it.each([
    ['38.75', 3875],
    ['$1,5', 100],
    ['38,75 EUR', 3875],
    ['USD 12', 1200],
    ['', null],
    [undefined, null],
    ['gift', null],
  ])('a price %j is %j cents', (price, cents) => expect(centsOf(price)).toBe(cents));

  it.each([
    ['2001-09-27', '2001-09-27'],
    ['20010927', '2001-09-27'],
    ['9/27/2001', '2001-09-27'],
    ['27/9/2001', null],
    ['2001-02-30', null],
    ['0000-00-00', null],
    ['NEVER', null],
    [undefined, null],
  ])('a day %j is %j', (text, day) => expect(dayOf(text)).toBe(day));

  it.each([
    ['REFERENCE', 'reference'],
    ['HUNT-REF', 'reference'],
    ['NEW-BOOK', 'new_release'],
    ['NEWSPAPER', 'regular'],
    ['PREFACE', 'regular'],
    [undefined, 'regular'],
  ])('a type %j is %s', (code, itemType) => expect(itemTypeOf(code)).toBe(itemType));
});
