import {
  decodeText,
  type Encoding,
  type EncodingFindings,
  encodingOf,
  noFindings,
  warningsOf,
} from '../characters/field-text.ts';
import { type DecodedRecord, isControlTag, type MarcField, type Subfield } from '../record.ts';
import { dataStart, FIELD_TERMINATOR, LEADER_LENGTH, readDigits } from './leader.ts';

/** ISO 2709 §4.3 with the entry map of MARC 21: tag (3), length (4), starting position (5). */
const ENTRY_LENGTH = 12;
const SUBFIELD_DELIMITER = 0x1f;

/** Reads the bytes of one record, leader to record terminator. Nothing is guessed: a damaged directory is refused. */
export function decodeIso2709(bytes: Buffer): DecodedRecord {
  const base = dataStart(bytes);
  if (base === undefined) return { reason: 'The leader of this record does not say where its directory ends.' };
  if ((base - 1 - LEADER_LENGTH) % ENTRY_LENGTH !== 0) return { reason: 'The directory of this record is damaged.' };

  const leader = bytes.toString('latin1', 0, LEADER_LENGTH);
  const stated: Encoding = leader[9] === 'a' ? 'utf8' : 'marc8';
  const findings = noFindings();
  const fields: MarcField[] = [];
  for (let at = LEADER_LENGTH; at < base - 1; at += ENTRY_LENGTH) {
    const tag = bytes.toString('latin1', at, at + 3);
    const data = fieldData(bytes, at, base);
    if (!data || !/^[0-9A-Za-z]{3}$/.test(tag)) {
      return {
        reason: `The directory of this record is damaged at its entry ${1 + (at - LEADER_LENGTH) / ENTRY_LENGTH}.`,
      };
    }
    fields.push(decodeField(tag, data, stated, findings));
  }
  return { marc: { leader, fields }, warnings: warningsOf(findings, stated) };
}

/** The bytes of the field that the directory entry at `entry` names, without its terminator. */
function fieldData(bytes: Buffer, entry: number, base: number): Buffer | undefined {
  const length = readDigits(bytes, entry + 3, 4);
  const start = readDigits(bytes, entry + 7, 5);
  if (length === undefined || start === undefined || length === 0) return undefined;
  const end = base + start + length - 1;
  return bytes[end] === FIELD_TERMINATOR ? bytes.subarray(base + start, end) : undefined;
}

function decodeField(tag: string, data: Buffer, stated: Encoding, findings: EncodingFindings): MarcField {
  const encoding = encodingOf(data, stated, findings);
  if (isControlTag(tag)) return { tag, value: decodeText(data, encoding, findings) };
  const subfields: Subfield[] = [];
  let at = data.indexOf(SUBFIELD_DELIMITER);
  while (at !== -1) {
    const end = data.indexOf(SUBFIELD_DELIMITER, at + 1);
    const subfield = data.subarray(at + 1, end === -1 ? data.length : end);
    if (subfield.length > 0) {
      const code = subfield.toString('latin1', 0, 1);
      subfields.push({ code, value: decodeText(subfield.subarray(1), encoding, findings) });
    }
    at = end;
  }
  return { tag, indicators: data.toString('latin1', 0, 2), subfields };
}
