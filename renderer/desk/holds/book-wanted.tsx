import { useCallback, useEffect, useState } from 'react';
import type { BookLabel } from '#shared/contract/records.ts';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { answerOf, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { Choice, Field } from '../../parts/field.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { useDivertedScans } from '../use-held-scans.ts';

type Book = Pick<BookLabel, 'id' | 'title'> & { authors?: readonly string[] };
type Found = { books: readonly Book[]; sentence: string };
type BookWantedProps = {
  book: Book | null;
  error: string | undefined;
  onChange(book: Book | null): void;
};

const NOTHING: Found = { books: [], sentence: '' };
const TYPING_MS = 250;

/** Which book the hold is for: typed and chosen among those found, or one of its copies or its ISBN is scanned. */
export function BookWanted({ book, error, onChange }: BookWantedProps) {
  const { bridge, surroundings } = useDesk();
  const [query, setQuery] = useState('');
  const [{ books, sentence }, setFound] = useState<Found>(NOTHING);

  useEffect(() => {
    if (query.trim() === '') return;
    let isWanted = true;
    const cancel = surroundings.after(TYPING_MS, async () => {
      const found = await findBooks(bridge, query);
      if (isWanted) setFound(found);
    });
    return () => {
      isWanted = false;
      cancel();
    };
  }, [bridge, surroundings, query]);

  const takeScan = useCallback(
    async (scan: ScanEvent) => {
      const found = await booksOfScan(bridge, scan);
      // What was typed before is answered no more.
      setQuery('');
      setFound(found);
      onChange(found.books[0] ?? null);
    },
    [bridge, onChange],
  );
  useDivertedScans(takeScan);

  const words = text.holds.form;
  // The one that is chosen stays in sight, whatever is searched for afterwards.
  const offered = book && !books.some(({ id }) => id === book.id) ? [book, ...books] : books;
  return (
    <>
      <Field
        label={words.book}
        hint={sentence || words.bookHint}
        error={error}
        type="search"
        value={query}
        autoFocus
        onChange={(event) => setQuery(event.target.value)}
      />
      {offered.length > 0 && (
        <div className="books-found">
          <Choice
            legend={words.booksFound}
            value={book?.id ?? ''}
            choices={offered.map(({ id, title, authors }) => ({
              value: id,
              label: [title, ...(authors ?? []).slice(0, 1)].join(' / '),
            }))}
            onChange={(id) => onChange(offered.find((candidate) => candidate.id === id) ?? null)}
          />
        </div>
      )}
    </>
  );
}

async function findBooks(bridge: Bridge, query: string): Promise<Found> {
  const outcome = await answerOf(bridge.call('holds.findBooks', { query: query.trim() }));
  if (outcome.kind !== 'done') return { books: [], sentence: whyNot(outcome) };
  const { data } = outcome.answer;
  return { books: data, sentence: data.length === 0 ? text.holds.form.noBook(query.trim()) : '' };
}

/** A copy is looked up in the desk's own cache, as everywhere; an ISBN at the server, where all books are. */
async function booksOfScan(bridge: Bridge, scan: ScanEvent): Promise<Found> {
  if (scan.kind === 'isbn') return findBooks(bridge, scan.text);
  const answer = await answerOf(bridge.call('catalog.copy', { barcode: scan.text }));
  if ('kind' in answer) return { books: [], sentence: answer.sentence };
  return answer.book
    ? { books: [answer.book], sentence: '' }
    : { books: [], sentence: text.catalog.copyNotHere(scan.text) };
}
