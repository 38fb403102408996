import type { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import type { CachedCopy, CatalogRow } from '#shared/contract/bridge/catalog.ts';
import type { CallOutput } from '#shared/contract/bridge.ts';
import type { ScanEvent } from '#shared/contract/scan.ts';
import type { SyncBook } from '#shared/contract/sync.ts';
import { answerOf } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { PagedRows } from '../../parts/table/paged-rows.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';
import { readAgainSoon } from '../read-again-soon.ts';
import { isCard } from '../scan-meaning.ts';
import type { Surroundings } from '../surroundings.ts';

export type Elsewhere = CallOutput<'catalog.elsewhere'>;
export type ShelfCopy = z.infer<typeof CachedCopy>;

type CatalogState = {
  query: string;
  book: SyncBook | null;
  /** The copy that was scanned, to be seen among the others. */
  scannedBarcode: string | null;
  copies: ShelfCopy[] | null;
  elsewhere: Elsewhere | null;
  /** Why the book's details could not be read. */
  sentence: string | null;
};

const NO_BOOK = { book: null, scannedBarcode: null, copies: null, elsewhere: null, sentence: null };
const PAGE_SIZE = 100;

type CatalogParts = { bridge: Bridge; surroundings: Surroundings; notice: Signal };

/** The catalogue screen: a search in the cache, and one book with its copies. */
export class CatalogTask {
  readonly store = createStore<CatalogState>(() => ({ query: '', ...NO_BOOK }));
  readonly rows = new PagedRows<CatalogRow>();
  readonly #parts: CatalogParts;

  constructor(parts: CatalogParts) {
    this.#parts = parts;
    parts.bridge.on(
      'catalogChanged',
      readAgainSoon(parts.surroundings, () => this.#readAgain()),
    );
  }

  /** Searches as somebody types: every letter is a search, and only the last one's answer is shown. */
  async search(query: string): Promise<void> {
    this.store.setState({ query });
    await this.rows.load(async (offset) => {
      const answer = await answerOf(
        this.#parts.bridge.call('catalog.search', { query: query.slice(0, 200), offset, limit: PAGE_SIZE }),
      );
      return 'kind' in answer ? answer : { ...answer, size: PAGE_SIZE };
    });
  }

  async open(book: SyncBook, scannedBarcode: string | null = null): Promise<void> {
    const isSame = this.store.getState().book?.id === book.id;
    this.store.setState(isSame ? { book, scannedBarcode } : { ...NO_BOOK, book, scannedBarcode });
    await Promise.all([this.#readCopies(book), this.#readElsewhere(book)]);
  }

  /** Gives a copy another barcode; the cache hears of it as of any change. */
  async relabel(barcode: string, changes: { barcode: string; reason: string }) {
    const outcome = await answerOf(this.#parts.bridge.call('catalog.changeCopy', { barcode, changes }));
    if (outcome.kind === 'done') this.#parts.notice('good', text.relabel.done(outcome.answer.barcode));
    const { book } = this.store.getState();
    if (outcome.kind === 'done' && book) await this.open(book, outcome.answer.barcode);
    return outcome;
  }

  close(): void {
    this.store.setState(NO_BOOK);
  }

  /** A copy opens its book, an ISBN is searched; a card belongs to another screen. */
  async scan(scan: ScanEvent): Promise<void> {
    if (scan.kind === 'isbn') return this.#openIsbn(scan.text);
    if (isCard(scan)) return this.#parts.notice('attention', text.catalog.cardScanned);
    const found = await answerOf(this.#parts.bridge.call('catalog.copy', { barcode: scan.text }));
    if ('kind' in found) return this.#parts.notice('refusal', found.sentence);
    if (!found.book) return this.#parts.notice('refusal', text.catalog.copyNotHere(scan.text));
    await this.open(found.book, scan.text);
    this.#parts.notice('good', text.catalog.opened(found.book.title));
  }

  async #openIsbn(isbn: string): Promise<void> {
    await this.search(isbn);
    const book = this.rows.rowAt(0);
    if (book?.isbn !== isbn) return this.#parts.notice('refusal', text.catalog.isbnNotHere(isbn));
    await this.open(book);
    this.#parts.notice('good', text.catalog.opened(book.title));
  }

  async #readCopies(book: SyncBook): Promise<void> {
    const answer = await answerOf(this.#parts.bridge.call('catalog.copies', { bookId: book.id }));
    if (this.store.getState().book?.id !== book.id) return;
    this.store.setState('kind' in answer ? { sentence: answer.sentence } : { copies: answer.copies, sentence: null });
  }

  async #readElsewhere(book: SyncBook): Promise<void> {
    const answer = await answerOf(this.#parts.bridge.call('catalog.elsewhere', { bookId: book.id }));
    if (this.store.getState().book?.id !== book.id || 'kind' in answer) return;
    this.store.setState({ elsewhere: answer });
  }

  #readAgain(): void {
    void this.rows.refresh();
    const { book, scannedBarcode } = this.store.getState();
    if (book) void this.open(book, scannedBarcode);
  }
}
