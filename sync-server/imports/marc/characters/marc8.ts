import { isAscii } from 'node:buffer';
import { type CharacterSet, codeTables, setOfFinalByte } from './code-tables.ts';
import { eaccCharacter } from './eacc.ts';

/** Text, and how many characters could not be read: each stands in the text as U+FFFD. */
export type Decoded = { text: string; unreadable: number };

const ESCAPE = 0x1b;
const UNREADABLE = '\ufffd';

/** The C1 codes that MARC-8 uses: begin and end of what sorting ignores, and the two joiners. */
const c1Characters: ReadonlyMap<number, string> = new Map([
  [0x88, '\u0098'],
  [0x89, '\u009c'],
  [0x8d, '\u200d'],
  [0x8e, '\u200c'],
]);

/** A mark over two letters comes in two halves in MARC-8; its first half already is the whole mark in Unicode. */
const secondHalfOf: ReadonlyMap<string, string> = new Map([
  ['\u0361', '\ufe21'],
  ['\u0360', '\ufe23'],
]);

/**
 * MARC-8 bytes as Unicode in normal form C. Source: MARC 21 Specifications for Record Structure, Character Sets, and
 * Exchange Media: MARC-8 (https://www.loc.gov/marc/specifications/speccharmarc8.html). The sets are those at the start
 * of a field: ASCII as G0, Extended Latin (ANSEL) as G1.
 */
export function decodeMarc8(bytes: Buffer): Decoded {
  if (isAscii(bytes) && !bytes.includes(ESCAPE)) {
    return { text: withNumericReferences(bytes.toString('latin1')), unreadable: 0 };
  }
  const state = newState();
  let at = 0;
  while (at < bytes.length) at += readAt(bytes, at, state);
  // Marks with no letter after them: the text was cut; they must not fall on the letter before.
  if (state.marks !== '') state.unreadable += 1;
  return { text: withNumericReferences(state.text).normalize('NFC'), unreadable: state.unreadable };
}

type State = {
  g0: CharacterSet;
  g1: CharacterSet;
  text: string;
  marks: string;
  secondHalf: string | undefined;
  unreadable: number;
};

function newState(): State {
  return { g0: 'ascii', g1: 'extendedLatin', text: '', marks: '', secondHalf: undefined, unreadable: 0 };
}

/** Reads one character or escape sequence at `at` into `state`; answers how many bytes it took. */
function readAt(bytes: Uint8Array, at: number, state: State): number {
  const byte = bytes[at] ?? 0;
  if (byte === ESCAPE) return readEscape(bytes, at, state);
  if (byte <= 0x20 || byte === 0x7f) {
    write(String.fromCharCode(byte), state);
    return 1;
  }
  const c1 = c1Characters.get(byte);
  if (c1 !== undefined) {
    write(c1, state);
    return 1;
  }
  const set = byte < 0x80 ? state.g0 : state.g1;
  if (set === 'eacc') return readEacc(bytes, at, state);
  write(oneByteCharacter(set, byte & 0x7f, byte >= 0x80 && byte < 0xa1), state);
  return 1;
}

function oneByteCharacter(
  set: Exclude<CharacterSet, 'eacc'>,
  position: number,
  isControl: boolean,
): string | undefined {
  if (isControl) return undefined;
  return set === 'ascii' ? String.fromCharCode(position) : codeTables[set].get(position);
}

function readEacc(bytes: Uint8Array, at: number, state: State): number {
  const [plane = 0, row = 0, cell = 0] = bytes.subarray(at, at + 3).map((byte) => byte & 0x7f);
  const character = eaccCharacter(plane, row, cell);
  write(character, state);
  // A character cut short must not take the letter after it along; an unassigned one is still three bytes.
  return character !== undefined || (row > 0x20 && cell > 0x20) ? 3 : 1;
}

/** In MARC-8 marks come before their letter, in Unicode after it: they wait here until the letter is there. */
function write(character: string | undefined, state: State): void {
  if (character === undefined) {
    state.unreadable += 1;
    character = UNREADABLE;
  }
  if (!isMark(character)) {
    state.text += character + state.marks;
    state.marks = '';
    return;
  }
  if (character === state.secondHalf) {
    state.secondHalf = undefined;
    return;
  }
  state.secondHalf = secondHalfOf.get(character) ?? state.secondHalf;
  state.marks += character;
}

/** The Library of Congress table does not count U+0670 (superscript alef) among the marks that come first. */
function isMark(character: string): boolean {
  return character >= '\u0300' && character !== '\u0670' && /^\p{M}/u.test(character);
}

/**
 * ESC g|b|p|s sets G0; ESC ( or , sets G0 and ESC ) or - sets G1, then the final byte; $ before them says that the set
 * has several bytes a character; ! stands before the E of Extended Latin.
 */
function readEscape(bytes: Uint8Array, at: number, state: State): number {
  const sequence = String.fromCharCode(...bytes.subarray(at + 1, at + 5));
  const found = /^(?:([gbps])|(\$?)([(),-]?)!?([BESNQ234gbp1]))/.exec(sequence);
  const set = setOfFinalByte.get(found?.[1] ?? found?.[4] ?? '');
  const isNamed = found?.[1] !== undefined || found?.[2] !== '' || found?.[3] !== '';
  if (!found || !set || !isNamed) {
    write(undefined, state);
    return 1;
  }
  if (found[3] === ')' || found[3] === '-') state.g1 = set;
  else state.g0 = set;
  return 1 + found[0].length;
}

/** `&#x4E00;` is how MARC-8 files carry a character that MARC-8 has not (same source, "Lossless conversion"). */
function withNumericReferences(text: string): string {
  if (!text.includes('&#x')) return text;
  return text.replace(/&#x([0-9a-f]{2,6});/gi, (reference, hex) => {
    const codePoint = Number.parseInt(hex, 16);
    const isCharacter = codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
    return isCharacter ? String.fromCodePoint(codePoint) : reference;
  });
}
