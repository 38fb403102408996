import type { Tx } from '../../db/transaction.ts';
import { completions, nearWords, readWords } from './queries.ts';
import type { KnownWord } from './rows.ts';
import { nearestWords } from './spelling.ts';
import { type Field, fields, type TypedWord, unknownWords } from './terms.ts';

type Texts = Partial<Record<Field, string | undefined>>;

/** What was typed, word by word, with the completions of the last word of the search box. */
export type Reading = {
  words: TypedWord[];
  completions: KnownWord[];
  /** The words that stand in for those that no book has. */
  corrections: string[];
};

/** How many completions of a short or common beginning are searched for. */
const mostCompletions = 20;
/** Trigrams bring the neighbours; the least typing errors choose among them. */
const mostNeighbours = 40;
/** So many other readings are tried before the answer is "nothing". */
const mostReadings = 4;

/** Reads the boxes; a word that no book has gives way to the nearest that some book has. */
export async function readTyped(tx: Tx, texts: Texts): Promise<Reading> {
  const reading = await readAsTyped(tx, texts);
  const unknown = unknownWords(reading.words, reading.completions);
  const replacements = new Map<TypedWord, string>();
  await Promise.all(
    unknown.map(async (typed) => {
      const [nearest] = await neighboursOf(tx, typed.word);
      if (nearest) replacements.set(typed, nearest);
    }),
  );
  return replace(reading, replacements);
}

/** Reads the boxes as they are. */
export async function readAsTyped(tx: Tx, texts: Texts): Promise<Reading> {
  const { tenantId } = tx.context;
  const [rows, completed] = await Promise.all([
    tx.query(readWords, [tenantId, fields.map((field) => texts[field] ?? '')]),
    tx.query(completions, [tenantId, texts.query ?? '', mostCompletions]),
  ]);
  const words = rows.flatMap(({ field, word, books }) => {
    const name = fields[field - 1];
    return name ? [{ field: name, word, books }] : [];
  });
  return { words, completions: completed, corrections: [] };
}

const neighboursOf = async (tx: Tx, word: string) =>
  nearestWords(word, await tx.query(nearWords, [word, mostNeighbours]));

/** A corrected last word is taken as whole: nobody types on at the end of a mistake. */
function replace(reading: Reading, replacements: Map<TypedWord, string>): Reading {
  if (replacements.size === 0) return reading;
  const last = reading.words.findLast(({ field }) => field === 'query');
  return {
    words: reading.words.map((typed) => ({ ...typed, word: replacements.get(typed) ?? typed.word })),
    completions: last && replacements.has(last) ? [] : reading.completions,
    corrections: reading.words.flatMap((typed) => replacements.get(typed) ?? []),
  };
}

/**
 * Other readings of words that each exist but are in no book together: in each, one word gives way to a neighbour, the
 * rarest word first. None when something was mended already.
 */
export async function otherReadings(tx: Tx, reading: Reading): Promise<Reading[]> {
  if (reading.words.length < 2 || reading.corrections.length > 0) return [];
  const rarest = reading.words.toSorted((a, b) => (a.books ?? 0) - (b.books ?? 0)).slice(0, 3);
  const readings = await Promise.all(
    rarest.map(async (typed) => {
      const neighbours = await neighboursOf(tx, typed.word);
      return neighbours.slice(0, 3).map((word) => replace(reading, new Map([[typed, word]])));
    }),
  );
  return readings.flat().slice(0, mostReadings);
}
