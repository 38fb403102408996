import type { MarcRecord } from '../record.ts';
import { authorsOf } from './authors.ts';
import { descriptionOf } from './description.ts';
import { controlKeyOf, isbnsOf } from './identity.ts';
import { languageOf, publisherOf, yearOf } from './publication.ts';
import { atMost } from './punctuation.ts';
import { titlesOf } from './title.ts';
import { genresOf, subjectsOf } from './topics.ts';

/** A book as a MARC record describes it, within the limits of the contract (catalog.ts, NewBook). */
export type ImportedBook = {
  /** Names the record whenever it comes again: see identity.ts. */
  controlKey: string;
  /** ISBN-13, digits only; the first is the book's own. */
  isbns: string[];
  title: string;
  subtitle: string | null;
  authors: string[];
  publisher: string | null;
  year: number | null;
  language: string | null;
  subjects: string[];
  genres: string[];
  description: string | null;
};

/** Types of record (leader/06) that describe no title: authorities, holdings, classification, communities. */
const notATitle = new Set(['z', 'u', 'v', 'x', 'y', 'w', 'q']);

/**
 * The book that a bibliographic record describes, or a sentence that says why it describes none.
 * Source of the fields: MARC 21 Format for Bibliographic Data (https://www.loc.gov/marc/bibliographic/).
 */
export function toBook(record: MarcRecord): ImportedBook | { reason: string } {
  if (record.leader[5] === 'd') return { reason: 'This record is marked as deleted.' };
  if (notATitle.has(record.leader[6] ?? '')) return { reason: 'This record does not describe a title (leader/06).' };
  const titles = titlesOf(record);
  if (!titles) return { reason: 'This record has no title (field 245).' };

  const described = {
    isbns: isbnsOf(record),
    title: atMost(1000, titles.title),
    subtitle: shortened(1000, titles.subtitle),
    authors: words(authorsOf(record)),
    publisher: shortened(300, publisherOf(record)),
    year: yearOf(record),
    language: languageOf(record),
    subjects: words(subjectsOf(record)),
    genres: words(genresOf(record)),
    description: shortened(10_000, descriptionOf(record)),
  };
  return { controlKey: controlKeyOf(record, described), ...described };
}

const words = (list: string[]): string[] => list.slice(0, 100).map((word) => atMost(300, word));
const shortened = (max: number, text: string | null): string | null => (text === null ? null : atMost(max, text));
