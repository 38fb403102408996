import type { Database } from 'better-sqlite3';
import { bookColumns, copyColumns } from './rows.ts';

/** Copies whose ids are behind `after` and not behind `upTo`; null stands for the end of all ids. */
export type IdRange = { after: string | null; upTo: string | null };

/** A copy with its book as the lines of a snapshot would say it, out of what is stored and nothing else. */
export type HeldLines = { copyId: string; bookId: string; lines: string };

type StoredCopy = { id: string; bookId: string };
type StoredBook = { authors: string; subjects: string };

/** The next copies of a range, in the order of their ids. */
export function prepareHeldLines(database: Database) {
  const copies = database.prepare<{ after: string; upTo: string | null; limit: number }, StoredCopy>(
    `SELECT ${copyColumns} FROM copies
     WHERE id > :after AND (:upTo IS NULL OR id <= :upTo) ORDER BY id LIMIT :limit`,
  );
  const book = database.prepare<[string], StoredBook>(`SELECT ${bookColumns} FROM books b WHERE b.id = ?`);
  return ({ after, upTo }: IdRange, limit: number): HeldLines[] =>
    copies.all({ after: after ?? '', upTo, limit }).map((copy) => ({
      copyId: copy.id,
      bookId: copy.bookId,
      lines: `{"copy":${JSON.stringify(copy)}}\n{"book":${bookText(book.get(copy.bookId))}}\n`,
    }));
}

/** Nothing is parsed by the contract: what it would not let through is as wrong as any other difference. */
function bookText(stored: StoredBook | undefined): string {
  if (!stored) return 'null';
  return JSON.stringify({ ...stored, authors: listOf(stored.authors), subjects: listOf(stored.subjects) });
}

function listOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return json;
    throw error;
  }
}

/** Books that should not be as they are, whatever the server has: without a copy here, or without words to be found by. */
export const prepareStrayBooks = (database: Database) =>
  database
    .prepare<[number, number], number>(
      `SELECT count(*) FROM books b WHERE b.key > ? AND b.key <= ? AND NOT (
         EXISTS (SELECT 1 FROM copies c WHERE c.book_id = b.id)
         AND EXISTS (SELECT 1 FROM book_words_docsize d WHERE d.id = b.key))`,
    )
    .pluck();
