/**
 * A MARC 21 record in memory. Sources: ISO 2709, and MARC 21 Specifications: Record Structure
 * (https://www.loc.gov/marc/specifications/specrecstruc.html). Text is Unicode in normal form C.
 */
export type MarcRecord = { leader: string; fields: MarcField[] };
export type MarcField = ControlField | DataField;
export type ControlField = { tag: string; value: string };
export type DataField = { tag: string; indicators: string; subfields: Subfield[] };
export type Subfield = { code: string; value: string };

/** A record that was read, and what is doubtful in it; or why the bytes are none. Both are sentences. */
export type DecodedRecord = { marc: MarcRecord; warnings: string[] } | { reason: string };

/** Fields 001-009 have neither indicators nor subfields. */
export const isControlTag = (tag: string): boolean => tag.startsWith('00');

/** The value of the first control field with this tag, such as `001`. */
export function controlValue(record: MarcRecord, tag: string): string | undefined {
  for (const field of record.fields) {
    if (field.tag === tag && 'value' in field) return field.value;
  }
  return undefined;
}

/** All data fields with one of these tags, in the record's order. */
export function dataFields(record: MarcRecord, ...tags: string[]): DataField[] {
  return record.fields.filter((field): field is DataField => 'subfields' in field && tags.includes(field.tag));
}

/** The values of all subfields whose code is one of `codes` (a string of letters), in the field's order. */
export function subfieldValues(field: DataField, codes: string): string[] {
  return field.subfields.filter(({ code }) => codes.includes(code)).map(({ value }) => value);
}

/** The first value of a subfield, if the field has it. */
export function firstValue(field: DataField | undefined, code: string): string | undefined {
  return field?.subfields.find((subfield) => subfield.code === code)?.value;
}
