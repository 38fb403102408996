/** What MARC records put behind an element to announce the next (ISBD, Consolidated Edition 2011, A.3). */
const announcing = /\s*[/:;,=]+$/;

/** Words that keep their full stop at the end of an element. */
const abbreviations = new Set('jr sr inc co corp ltd bros dr mr mrs st etc vol no op ed éd arr dept univ'.split(' '));

/** Text on one line: no control characters (such as the marks of non-sorting characters), no doubled spaces. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, (run) => (/\s/.test(run) ? ' ' : '')).trim();
}

/** An element without its ISBD punctuation: `Friendly fire /` is `Friendly fire`. Full stops of abbreviations stay. */
export function withoutPunctuation(text: string): string {
  return withoutFinalStop(onOneLine(text).replace(announcing, ''));
}

function withoutFinalStop(text: string): string {
  if (!text.endsWith('.') || text.endsWith('..')) return text;
  const lastWord = /[^\s(,-]*$/.exec(text.slice(0, -1))?.[0] ?? '';
  const isAbbreviated =
    lastWord.includes('.') || /^\p{L}?\p{M}*$/u.test(lastWord) || abbreviations.has(lastWord.toLowerCase());
  return isAbbreviated ? text : text.slice(0, -1).trimEnd();
}

/** `values` without empty ones and repetitions, whatever their case. */
export function distinct(values: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const value of values) {
    const key = value.toLowerCase();
    if (value !== '' && !seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

/** At most `max` UTF-16 units, cut between characters, with an ellipsis where something is missing. */
export function atMost(max: number, text: string): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
