import { type DataField, dataFields, firstValue, type MarcRecord } from '../record.ts';
import { type ImportedItem, type ItemWords, itemTypeOf } from './item.ts';

/** Koha's items: Koha manual, "Holdings data fields (952)". */
export function koha952(record: MarcRecord): ItemWords[] {
  return dataFields(record, '952').map((field) => ({
    barcode: firstValue(field, 'p'),
    libraryCode: firstValue(field, 'a') ?? firstValue(field, 'b'),
    collection: firstValue(field, 'c') ?? firstValue(field, '8'),
    callNumber: [firstValue(field, 'o'), firstValue(field, 'h')],
    itemType: itemTypeOf(firstValue(field, 'y'), !isSet(field, '7')),
    status: statusOf(field),
    price: firstValue(field, 'g') ?? firstValue(field, 'v'),
    acquired: firstValue(field, 'd'),
  }));
}

/** $0 withdrawn, $1 lost, $4 damaged: 0 is no, every other number a reason of that library. */
function statusOf(field: DataField): ImportedItem['status'] {
  if (isSet(field, '0')) return 'withdrawn';
  if (isSet(field, '1')) return 'lost';
  return isSet(field, '4') ? 'maintenance' : 'available';
}

const isSet = (field: DataField, code: string): boolean => !['', '0'].includes(firstValue(field, code)?.trim() ?? '');
