import { type DataField, dataFields, firstValue, type MarcRecord, subfieldValues } from '../record.ts';
import { type ItemWords, itemTypeOf } from './item.ts';

/**
 * MARC 21 Format for Holdings Data: 852 says where ($b or $a the library, $c the shelf, $k $h $i $m the call number) and
 * may itself carry the barcode ($p); else 876-878 carry one barcode each ($p) and belong to the 852 with the same $8.
 */
export function marc21852(record: MarcRecord): ItemWords[] {
  const locations = dataFields(record, '852');
  const items = dataFields(record, '876', '877', '878');
  if (items.some((item) => firstValue(item, 'p') !== undefined)) {
    return items.map((item) => wordsOf(item, locationOf(item, locations)));
  }
  return locations.map((location) => wordsOf(location, location));
}

function wordsOf(item: DataField, location: DataField | undefined): ItemWords {
  return {
    barcode: firstValue(item, 'p'),
    libraryCode: firstValue(location, 'b') ?? firstValue(location, 'a'),
    collection: firstValue(location, 'c'),
    callNumber: location ? subfieldValues(location, 'khim') : [],
    itemType: itemTypeOf(firstValue(location, 'c'), !isRestricted(item)),
    status: 'available',
    price: item.tag === '852' ? undefined : firstValue(item, 'c'),
    acquired: item.tag === '852' ? undefined : firstValue(item, 'd'),
  };
}

/** $8 is `2.1`: the link's number, then its sequence. */
function locationOf(item: DataField, locations: DataField[]): DataField | undefined {
  const link = firstValue(item, '8')?.split('.')[0];
  const linked = locations.find((location) => link !== undefined && firstValue(location, '8')?.split('.')[0] === link);
  return linked ?? locations[0];
}

/** 876 $h is a note in words; 852 has none. */
function isRestricted(item: DataField): boolean {
  return (
    item.tag !== '852' &&
    /library use only|in.library|not for loan|does not circulate/i.test(firstValue(item, 'h') ?? '')
  );
}
