/** What may be wrong with a row of a cache, each in the words under which such rows are told. */
const headings = {
  different: 'not as the server has had them all along',
  missing: 'missing',
  extra: 'not of this branch any more',
  unreadable: 'not readable',
  hidden: 'not found by searching',
} as const;
export type FindingKind = keyof typeof headings;

/** What was found, counted in full and told in part, so that a broken cache does not drown whoever looks. */
export class Findings {
  readonly #most: number;
  readonly #found = new Map<FindingKind, { count: number; told: string[] }>();

  constructor(most: number) {
    this.#most = most;
  }

  add(kind: FindingKind, sentence: string): void {
    const found = this.#found.get(kind) ?? { count: 0, told: [] };
    this.#found.set(kind, found);
    found.count += 1;
    if (found.told.length < this.#most) found.told.push(sentence);
  }

  /** One line a kind, each followed by some of its rows. */
  lines(): string[] {
    return [...this.#found].flatMap(([kind, { count, told }]) => {
      const rest = count - told.length;
      const more = rest > 0 ? [`  … and ${rest} more.`] : [];
      return [
        `${count} ${count === 1 ? 'row is' : 'rows are'} ${headings[kind]}:`,
        ...told.map((one) => `  ${one}`),
        ...more,
      ];
    });
  }
}
