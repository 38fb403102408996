// What no log may hold: names, numbers and tokens (SECURITY.md).

export type Leak = { what: string; line: string };

/** Secrets and numbers by their looks, whoever's they are. */
const looks: [what: string, pattern: RegExp][] = [
  ['a signed token', /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/],
  ['credentials of a request', /\b(?:Bearer|Basic|Desk) [\w.~+/-]{16,}/],
  ['a key of a desk, an integration or a session', /\bcarrel_(?:desk|key|refresh)_[\w-]{8,}/],
  ['the hash of a password', /\$argon2\w*\$/],
  ['the secret of a second factor', /\botpauth:\/\//],
  ['a password in an address', /\b[a-z][a-z\d+.-]*:\/\/[^\s/:@"']+:[^\s/@"']+@/i],
  ['the number of a card or a copy', /(?<![\w.-])[2-9]\d{13}(?![\w.-])/],
  ['an e-mail address', /[\w.+-]+@[\w-]+\.[a-z]{2,}\b/i],
];

/**
 * The lines that hold something of the kind, or one of the values that are known to be somebody's. Values of fewer than
 * six characters and plain words are not looked for: they stand in other words, and in sentences.
 */
export function leaksIn(text: string, known: Iterable<string>): Leak[] {
  const isKnown = finderOf(known);
  return text.split('\n').flatMap((line) => {
    const value = isKnown(line);
    const look = looks.find(([, pattern]) => pattern.test(line));
    const what = look?.[0] ?? (value && `what is known of somebody, “${value}”`);
    return what ? [{ what, line }] : [];
  });
}

/** Finds any of many values in a line, at the cost of its words: each value is known by its first one. */
function finderOf(known: Iterable<string>) {
  const byFirstWord = new Map<string, string[]>();
  for (const value of known) {
    const [first] = value.match(word) ?? [];
    if (first && value.length >= 6 && !plainWord.test(value))
      byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), value]);
  }
  return (line: string): string | undefined => {
    for (const { 0: found, index } of line.matchAll(word)) {
      const value = byFirstWord.get(found)?.find((candidate) => isWholeAt(line, candidate, index));
      if (value) return value;
    }
    return undefined;
  };
}

/** Such as `nobody`, which somebody typed for a card's number. */
const plainWord = /^[a-z]+$/;
const word = /[\p{L}\p{N}_-]+/gu;

function isWholeAt(line: string, value: string, wordAt: number): boolean {
  const at = wordAt - value.search(word);
  return line.startsWith(value, at) && !/^[\p{L}\p{N}_]/u.test(line.slice(at + value.length));
}
