import { isAscii, isUtf8 } from 'node:buffer';
import { decodeMarc8 } from './marc8.ts';

/** What a record's leader (position 09) says of its characters: `a` is UTF-8, blank is MARC-8. */
export type Encoding = 'marc8' | 'utf8';

/** What was found out about the characters of one record while its fields were decoded. */
export type EncodingFindings = { otherThanStated: number; unreadable: number };

export const noFindings = (): EncodingFindings => ({ otherThanStated: 0, unreadable: 0 });

const ESCAPE = 0x1b;
const utf8 = new TextDecoder('utf-8');

/**
 * The encoding that a field is really in. Leaders lie both ways: records are converted without their leader, and the
 * reverse. Bytes that are not valid UTF-8 cannot be UTF-8; and MARC-8 text hardly ever is valid UTF-8 by chance, since
 * a mark is followed by a plain letter there and never in UTF-8.
 */
export function encodingOf(bytes: Buffer, stated: Encoding, findings: EncodingFindings): Encoding {
  if (isAscii(bytes)) return bytes.includes(ESCAPE) ? 'marc8' : stated;
  const real = isUtf8(bytes) && !bytes.includes(ESCAPE) ? 'utf8' : 'marc8';
  if (real !== stated) findings.otherThanStated += 1;
  return real;
}

/** One subfield's or control field's text, NFC. */
export function decodeText(bytes: Buffer, encoding: Encoding, findings: EncodingFindings): string {
  if (encoding === 'utf8') return utf8.decode(bytes).normalize('NFC');
  const { text, unreadable } = decodeMarc8(bytes);
  findings.unreadable += unreadable;
  return text;
}

/** The findings as sentences. */
export function warningsOf(findings: EncodingFindings, stated: Encoding): string[] {
  const warnings: string[] = [];
  if (findings.otherThanStated > 0) {
    const [said, really] = stated === 'utf8' ? ['UTF-8', 'MARC-8'] : ['MARC-8', 'UTF-8'];
    warnings.push(`The leader says ${said}, but ${findings.otherThanStated} field(s) were read as ${really}.`);
  }
  if (findings.unreadable > 0) {
    warnings.push(`${findings.unreadable} character(s) could not be read and stand as \ufffd.`);
  }
  return warnings;
}
