import { libraryCheckDigit } from '#shared/rules/check-digit.ts';
import type { Random } from './random.ts';
import { adjectives, fields, firstNames, genres, lastNames, places, publishers, things } from './words.ts';

export type DemoBook = {
  isbn: string;
  title: string;
  subtitle: string | null;
  authors: string[];
  publisher: string;
  year: number;
  language: string;
  subjects: string[];
  genres: string[];
  /** Its shelf mark: `FIC MOR`, `598 LUN`, `J FIC HOL`. */
  shelf: string;
};

/** Believable books with distinct titles and ISBNs. */
export function demoBooks(random: Random, count: number): DemoBook[] {
  const seen = new Set<string>();
  const books: DemoBook[] = [];
  while (books.length < count) {
    const book = random.chance(0.55) ? fiction(random, books.length) : nonFiction(random, books.length);
    const key = `${book.title} ${book.authors[0]}`;
    if (seen.has(key)) continue;
    seen.add(key);
    books.push(book);
  }
  return books;
}

function fiction(random: Random, serial: number): DemoBook {
  const author = person(random);
  const genre = random.pick(genres);
  const place = random.pick(places);
  const juvenile = random.chance(0.15);
  return {
    ...imprint(random, serial),
    title: storyTitle(random, place),
    subtitle: null,
    authors: [author.name],
    subjects: [juvenile ? 'Children’s stories' : `${genre} set in ${place}`],
    genres: [genre],
    shelf: `${juvenile ? 'J FIC' : 'FIC'} ${mark(author.last)}`,
  };
}

function nonFiction(random: Random, serial: number): DemoBook {
  const author = person(random);
  const field = random.pick(fields);
  const topic = random.pick(field.topics);
  const second = random.chance(0.2) ? [person(random).name] : [];
  const section = `${String(field.dewey).padStart(3, '0')}.${random.between(1, 98)}`;
  return {
    ...imprint(random, serial),
    ...factTitle(random, topic),
    authors: [author.name, ...second],
    subjects: [field.subject, topic.replace(/^the /, '')],
    genres: ['Non-fiction'],
    shelf: `${section} ${mark(author.last)}`,
  };
}

function storyTitle(random: Random, place: string): string {
  const [adjective, thing, other] = [random.pick(adjectives), random.pick(things), random.pick(things)];
  return random
    .pick([
      `The ${adjective} ${thing}`,
      `The ${thing} and the ${other}`,
      `${/^[AEIOU]/.test(thing) ? 'An' : 'A'} ${thing} in ${place}`,
      `Letters from ${place}`,
      `The ${thing} of ${place}`,
      `${adjective} ${plural(thing)}`,
      `What the ${thing} Knew`,
      `All the ${adjective} ${plural(thing)}`,
      `${place}, the ${adjective} ${thing}`,
    ])
    .replace(/^the /, 'The ');
}

const plural = (thing: string) => `${thing.replace(/([^aeiou])y$/, '$1ie')}${thing.endsWith('s') ? 'es' : 's'}`;

function factTitle(random: Random, topic: string): { title: string; subtitle: string | null } {
  const place = random.pick(places);
  const capital = topic.charAt(0).toUpperCase() + topic.slice(1);
  return random.pick([
    { title: `A Short History of ${capital}`, subtitle: null },
    { title: capital, subtitle: 'An Introduction' },
    { title: `${capital} in ${place}`, subtitle: `Notes from ${random.between(2, 30)} Years` },
    { title: `The ${random.pick(adjectives)} Book of ${capital}`, subtitle: null },
    { title: `Understanding ${capital}`, subtitle: 'A Practical Guide' },
    { title: `${capital} for Beginners`, subtitle: null },
    { title: `On ${capital}`, subtitle: `Essays from ${place}` },
  ]);
}

function person(random: Random) {
  const last = random.pick(lastNames);
  return { last, name: `${last}, ${random.pick(firstNames)}` };
}

/** The first three letters of a name without accents: Ø and ł have no decomposition, so they stay what they are. */
const mark = (last: string) =>
  last
    .normalize('NFD')
    .replace(/[^\p{L}]/gu, '')
    .slice(0, 3)
    .toUpperCase();

function imprint(random: Random, serial: number) {
  // Years lean towards the present, as on real shelves.
  const year = 2026 - Math.floor(random.next() ** 2 * 60);
  const language = random.chance(0.85) ? 'eng' : random.pick(['fre', 'ger', 'spa', 'ita']);
  return { isbn: isbn13(serial), publisher: random.pick(publishers), year, language };
}

/** An ISBN-13 in a range of 979 that no agency has given out, with a right check digit (ISO 2108). */
function isbn13(serial: number): string {
  const body = `9799${String(10_000_000 + serial * 7).padStart(8, '0')}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return body + ((10 - (sum % 10)) % 10);
}

/** A 14-digit library barcode: type, institution 1234, serial, check digit. */
export function libraryBarcode(type: '2' | '3', serial: number): string {
  const body = `${type}1234${String(serial).padStart(8, '0')}`;
  return `${body}${libraryCheckDigit(body)}`;
}
