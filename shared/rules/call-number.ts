/**
 * The order of the shelves. A shelf mark is a call number, mostly with the name of its collection before it
 * (`REF 813.54 SAL`, `HUNT-CIRC ML 3507 R47 1995`), or a plain name (`A3`). Its key compares as plain text, byte by
 * byte, so that JavaScript, SQLite and Postgres (collate "C") sort shelves alike.
 *
 * Nothing comes before something; words are compared by letter, the class number by value with its decimals digit by
 * digit, a Cutter number as a decimal fraction (Library of Congress, Shelflisting Manual, G 63: .C23 stands before
 * .C3), dates and volumes by value, so that v.2 stands before v.10. One reading serves Dewey and LC, so that a letter
 * that may be either (J 813: juvenile fiction, or LC class J) is never in two orders.
 */
export function shelfKey(shelf: string | null): string {
  const text = folded(shelf ?? '');
  const tokens: string[] = [];
  let classSeen = false;
  for (let at = 0; at < text.length; ) {
    const token: Token | undefined = classSeen ? tokenAfterClass(text, at) : tokenBeforeClass(text, at);
    if (token) tokens.push(token.key);
    classSeen ||= token?.isNumber ?? false;
    at += token?.length ?? 1;
  }
  return tokens.join(' ');
}

/** To be raised whenever a key changes: the server keeps keys, and works those of another rule out anew. */
export const shelfKeyRule = 1;

/** What a label on a shelf, or two with a dash between them, stands for: keys from `from` on, and before `to`. */
export type ShelfRange = { from: string; to: string };

const twoLabels = /^(.+?)(?:\s+-\s+|\s*[–—…]\s*|\s*\.\.+\s*|(?<=^\d{3})-(?=\d{3}$))(.+)$/;
/** Behind every key that begins with the text before it. */
const last = '\u{ffff}';

/** `813` is all that begins like it; `FIC A – FIC C` ends behind the last author with C. */
export function shelfRange(label: string): ShelfRange {
  const [, first = label, second = label] = twoLabels.exec(label.trim()) ?? [];
  const [from = '', to = ''] = [shelfKey(first), shelfKey(second)].sort(byKey);
  return { from, to: to + last };
}

export const isWithin = (key: string, { from, to }: ShelfRange): boolean => key >= from && key < to;

/** The order of `collate "C"`: localeCompare would not be the database's. */
export const byKey = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** A stretch of shelves for an overview: `REF 810`, `ML 3500`, `FIC M`, `A 3`. */
export function shelfSection(key: string): string {
  const tokens = key.split(' ');
  const place = tokens.findIndex((token) => /^[\d:]/.test(token));
  const words = place < 0 ? tokens : tokens.slice(0, place);
  if (place < 0) return [...words.slice(0, -1), words.length > 1 ? words.at(-1)?.[0] : words[0]].join(' ');
  return [...words, rounded(tokens[place] ?? '', words.length > 0)].join(' ');
}

/** Dewey by tens, LC by hundreds; a small number after a word is that of a shelf. */
function rounded(token: string, isNamed: boolean): string {
  const value = Number.parseInt(token.replaceAll(':', ''), 10);
  if (value >= 1000) return String(value - (value % 100));
  return value < 100 && isNamed ? String(value) : String(value - (value % 10)).padStart(3, '0');
}

type Token = { key: string; length: number; isNumber?: true };

const words = /\p{L}+/uy;
/** The class number, or any other: `813.54`, `76 .73`, `1995`. */
const numbers = /(\d+)(?: ?(\.\d+))?/y;
/** `.S26c`: letters and a decimal fraction in one, and the work mark, which stands behind the bare number. */
const cutters = /(\p{L}+\d+)(\p{L}*)/uy;
/** `v.2`, `vol. 2`, `v2`, `no. 5`, `PT.1`, `c.2`; a lone capital before a number is a Cutter number's. */
const volumes = /(?:([vtc])\. ?|(v)(?=\d)|(vol(?:ume)?|no|nr|part|pt|bd|bk|copy)\.? ?)(\d+)/y;
const shouted = /(?:([VTC])\. ?|(VOL(?:UME)?|NO|NR|PART|PT|BD|BK|COPY)\.? ?)(\d+)/y;

function tokenBeforeClass(text: string, at: number): Token | undefined {
  return numberAt(text, at) ?? wordAt(text, at);
}

function tokenAfterClass(text: string, at: number): Token | undefined {
  return volumeAt(text, at) ?? cutterAt(text, at) ?? numberAt(text, at) ?? wordAt(text, at);
}

function wordAt(text: string, at: number): Token | undefined {
  const word = matchAt(words, text, at)?.[0];
  return word === undefined ? undefined : { key: word.toUpperCase(), length: word.length };
}

function numberAt(text: string, at: number): Token | undefined {
  const found = matchAt(numbers, text, at);
  if (!found) return undefined;
  const [all, whole = '', decimals = ''] = found;
  return { key: padded(whole) + decimals, length: all.length, isNumber: true };
}

function cutterAt(text: string, at: number): Token | undefined {
  const found = matchAt(cutters, text, at);
  if (!found) return undefined;
  const [all, number = '', workMark = ''] = found;
  return { key: `${number} ${workMark}`.trim().toUpperCase(), length: all.length };
}

function volumeAt(text: string, at: number): Token | undefined {
  const found = matchAt(volumes, text, at) ?? matchAt(shouted, text, at);
  if (!found) return undefined;
  const [designator = ''] = found.slice(1, -1).filter(Boolean);
  const word = designator.toUpperCase().startsWith('VOL') ? 'V' : designator.toUpperCase();
  return { key: `${word} ${padded(found.at(-1) ?? '')}`, length: found[0].length };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Longer numbers than any class has (accession numbers) stand behind the shorter: a colon sorts behind all digits. */
const padded = (digits: string): string => ':'.repeat(Math.max(0, digits.length - 5)) + digits.padStart(5, '0');

/** The marks that show where a Dewey number may be cut short: 780/.5 and 813.5/4 (MARC 21, field 082). */
const primeMarks = /(?<=\b\d{3})[/'′](?=\.\d)|(?<=\b\d{3}\.\d+)[/'′](?=\d)/gu;

/** Without accents and apostrophes. Beyond 16 bits, JavaScript and UTF-8 would sort differently. */
function folded(shelf: string): string {
  return shelf
    .normalize('NFKD')
    .replace(primeMarks, '')
    .replace(/[\p{M}'’]/gu, '')
    .replace(/[\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/\s+/gu, ' ');
}
