import { SaxesParser } from 'saxes';
import type { DecodedRecord, MarcRecord } from '../record.ts';

/** What is open while a record is read; text is gathered for the innermost element. */
type Reading = { marc: MarcRecord; text: string; tag: string; code: string; fault: string | undefined };

/**
 * Reads one `<record>` element of MARCXML (https://www.loc.gov/standards/marcxml/). `encoding` is a label of the
 * Encoding Standard, from the file's XML declaration. Prefixes are ignored: files name the same elements differently.
 */
export function decodeMarcxml(bytes: Buffer, encoding: string): DecodedRecord {
  const reading: Reading = { marc: { leader: '', fields: [] }, text: '', tag: '', code: '', fault: undefined };
  const parser = new SaxesParser({ position: false, xmlns: false });
  parser.on('error', (error) => {
    reading.fault ??= error.message;
  });
  parser.on('opentag', ({ name, attributes }) => openElement(reading, localName(name), attributes));
  parser.on('text', (text) => {
    reading.text += text;
  });
  parser.on('cdata', (text) => {
    reading.text += text;
  });
  parser.on('closetag', ({ name }) => closeElement(reading, localName(name)));
  parser.write(new TextDecoder(encoding).decode(bytes)).close();
  if (reading.fault) return { reason: `The XML of this record is broken: ${reading.fault}` };
  return { marc: reading.marc, warnings: [] };
}

function openElement(reading: Reading, name: string, attributes: Record<string, string>): void {
  reading.text = '';
  if (name === 'controlfield' || name === 'datafield') {
    reading.tag = attributes.tag ?? '';
    if (!/^[0-9A-Za-z]{3}$/.test(reading.tag)) reading.fault ??= `a ${name} has no tag of three characters.`;
  }
  if (name === 'datafield') {
    const indicators = (attributes.ind1 || ' ') + (attributes.ind2 || ' ');
    reading.marc.fields.push({ tag: reading.tag, indicators, subfields: [] });
  }
  if (name === 'subfield') reading.code = attributes.code ?? '';
}

function closeElement(reading: Reading, name: string): void {
  const value = reading.text.normalize('NFC');
  reading.text = '';
  if (name === 'leader') reading.marc.leader = value;
  if (name === 'controlfield') reading.marc.fields.push({ tag: reading.tag, value });
  if (name !== 'subfield') return;
  const field = reading.marc.fields.at(-1);
  if (field && 'subfields' in field) field.subfields.push({ code: reading.code, value });
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
