import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SyncBook } from '#shared/contract/sync.ts';
import { Wanted } from '../../parts/wanted.tsx';
import { text } from '../../text/language.ts';
import { languageName } from '../../text/language-name.ts';
import { useDesk } from '../desk-context.tsx';
import { WaitlistOfBook } from '../holds/waitlist-of-book.tsx';
import { BookCopies } from './book-copies.tsx';
import { BookElsewhere } from './book-elsewhere.tsx';

/** One book: what it is, where its copies are, and what other branches have. */
export function BookDetails() {
  const { tasks } = useDesk();
  const { book, copies, elsewhere, scannedBarcode, sentence } = useStore(tasks.catalog.store);
  if (!book) {
    return <Wanted icon="catalog" title={text.catalog.noBook} hint={text.catalog.noBookHint} />;
  }
  return (
    <article className="book" data-testid="book-details">
      <h2 className="book-title">{book.title}</h2>
      {book.subtitle && <p className="book-subtitle">{book.subtitle}</p>}
      {book.authors.length > 0 && <p className="book-authors">{text.catalog.by(book.authors.join('; '))}</p>}
      <BookFacts book={book} />
      {sentence && <p className="form-refusal">{sentence}</p>}
      <BookCopies title={book.title} copies={copies} scannedBarcode={scannedBarcode} />
      <BookElsewhere elsewhere={elsewhere} />
      <WaitlistOfBook book={book} />
    </article>
  );
}

function BookFacts({ book }: { book: SyncBook }) {
  const words = text.catalog;
  const published = [book.publisher, book.year].filter(Boolean).join(', ');
  return (
    <dl className="book-facts">
      <Fact name={words.publisher}>{published}</Fact>
      <Fact name={words.isbn}>{book.isbn}</Fact>
      <Fact name={words.language}>{book.language && languageName(book.language)}</Fact>
      <Fact name={words.subjects}>{book.subjects.join(' · ')}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
