import { dataFields, firstValue, type MarcRecord } from '../record.ts';
import { type ImportedItem, type ItemWords, itemTypeOf } from './item.ts';

/**
 * SirsiDynix Symphony's items, as its reports write them into 949: $a call number, $v volume, $i barcode, $m library,
 * $l home location, $k current location, $t item type, $r circulates (Y/N), $p price, $u day of creation.
 */
export function sirsi949(record: MarcRecord): ItemWords[] {
  return dataFields(record, '949').map((field) => ({
    barcode: firstValue(field, 'i'),
    libraryCode: firstValue(field, 'm'),
    collection: firstValue(field, 'l'),
    callNumber: [firstValue(field, 'a'), firstValue(field, 'v')],
    itemType: itemTypeOf(firstValue(field, 't'), firstValue(field, 'r')?.trim().toUpperCase() !== 'N'),
    status: statusOf(firstValue(field, 'k') ?? firstValue(field, 'l')),
    price: firstValue(field, 'p'),
    acquired: firstValue(field, 'u'),
  }));
}

/** Symphony keeps in the current location what other systems call a status. */
function statusOf(location: string | undefined): ImportedItem['status'] {
  const code = location?.trim().toUpperCase() ?? '';
  if (code.startsWith('LOST')) return 'lost';
  if (code === 'MISSING') return 'missing';
  if (code === 'DISCARD' || code === 'WITHDRAWN') return 'withdrawn';
  return ['BINDERY', 'REPAIR', 'MENDING', 'DAMAGED'].includes(code) ? 'maintenance' : 'available';
}
