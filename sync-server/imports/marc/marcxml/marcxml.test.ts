import { describe, expect, it } from 'vitest';
import { bookFields, buildMarcxml, inPieces } from '../../testing/build-marc.ts';
import { readMarc } from '../read.ts';
import { controlValue, dataFields } from '../record.ts';
import { decodeMarcxml } from './decode.ts';
import { LONGEST_RECORD } from './stretch.ts';

async function told(xml: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const entry of readMarc(inPieces(Buffer.from(xml)), { kind: 'marcxml', encoding: 'utf-8' })) {
    lines.push('reason' in entry ? `${entry.record}: ${entry.reason}` : (controlValue(entry.marc, '001') ?? ''));
  }
  return lines;
}

const one = buildMarcxml(bookFields('n1'));
const two = buildMarcxml(bookFields('n2'), 'marc:');
const three = buildMarcxml(bookFields('n3'));

describe('MARCXML', () => {
  it('reads records whatever their prefix, and passes over the collection around them', async () => {
    expect(await told(`<?xml version="1.0"?>\n<c:collection xmlns:c="x">${one}${two}</c:collection>`)).toEqual([
      'n1',
      'n2',
    ]);
  });

  it('reads records out of the answers of OAI-PMH and SRU', async () => {
    const answer = `<OAI-PMH><ListRecords><record><header><identifier>oai:1</identifier></header><metadata>${two}</metadata></record></ListRecords></OAI-PMH>`;
    expect(await told(answer)).toEqual(['n2']);
  });

  it('reports a record that is not well-formed, and reads the next', async () => {
    const [broken, ...rest] = await told(one.replace('</controlfield>', '<') + two);
    expect(broken).toMatch(/^1: The XML of this record is broken: /);
    expect(rest).toEqual(['n2']);
  });

  it('reads the record behind one that was cut off', async () => {
    expect(await told(one.slice(0, 120) + two)).toEqual(['1: This record has no beginning or no end.', 'n2']);
    expect(await told(one + two.slice(0, -3))).toEqual(['n1', '2: The file ends in the middle of this record.']);
  });

  it('reports text that is no XML', async () => {
    expect(await told(`${one}what is this`)).toEqual([
      'n1',
      '2: 12 bytes before this record belong to no record and were passed over.',
    ]);
  });

  it('leaves out records in comments', async () => {
    expect(await told(`<collection>${one}<!-- ${two} -->${three}</collection>`)).toEqual(['n1', 'n3']);
  });

  it('gives up on a record that is too long to be one', async () => {
    const endless = one.replace('Book', 'B'.repeat(LONGEST_RECORD));
    const [tooLong, ...rest] = await told(endless + two);
    expect(tooLong).toMatch(/^1: \d+ bytes without the end of a record were passed over\.$/);
    expect(rest).toEqual(['n2']);
  });

  it('decodes entities, keeps the order of subfields and composes letters with their marks', () => {
    const xml =
      '<record><leader>00000nam</leader><datafield tag="245" ind1="1" ind2="">' +
      '<subfield code="a">Bed &amp; breakfast</subfield><subfield code="c">caf&#x65;&#x301;</subfield>' +
      '</datafield></record>';
    const decoded = decodeMarcxml(Buffer.from(xml), 'utf-8');
    const [field] = 'marc' in decoded ? dataFields(decoded.marc, '245') : [];
    expect(field).toEqual({
      tag: '245',
      indicators: '1 ',
      subfields: [
        { code: 'a', value: 'Bed & breakfast' },
        { code: 'c', value: 'café' },
      ],
    });
  });

  it('reads a file in the encoding that it declares', () => {
    const decoded = decodeMarcxml(Buffer.from(buildMarcxml(bookFields('é')), 'latin1'), 'iso-8859-1');
    expect('marc' in decoded ? controlValue(decoded.marc, '001') : decoded).toBe('é');
  });

  it('refuses a field without a tag', () => {
    expect(decodeMarcxml(Buffer.from('<record><datafield/></record>'), 'utf-8')).toEqual({
      reason: 'The XML of this record is broken: a datafield has no tag of three characters.',
    });
  });
});
