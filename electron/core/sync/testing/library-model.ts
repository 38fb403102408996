import { type ChangesPage, type SyncBook, type SyncCopy, syncProtocol } from '#shared/contract/sync.ts';

type Change = { stamp: number; entity: 'book' | 'copy' };

/**
 * What a server knows of one branch, as the desk may see it: the truth that a cache is compared with. Its feed behaves
 * as the server's does: one entry for a row that changed twice, always with the row as it is now; a book comes with its
 * copies and leaves without a word when the last one left.
 */
export class LibraryModel {
  epoch = 'epoch-1';
  readonly #books = new Map<string, SyncBook>();
  readonly #copies = new Map<string, SyncCopy>();
  readonly #changes = new Map<string, Change>();
  #stamp = 0;

  get stamp(): number {
    return this.#stamp;
  }

  /** Held books and all copies, by id. */
  content(): { books: SyncBook[]; copies: SyncCopy[] } {
    const held = new Set([...this.#copies.values()].map(({ bookId }) => bookId));
    return {
      books: sorted([...this.#books.values()].filter(({ id }) => held.has(id))),
      copies: sorted([...this.#copies.values()]),
    };
  }

  put(book: SyncBook | null, ...copies: SyncCopy[]): void {
    if (book) {
      this.#books.set(book.id, book);
      this.#note(book.id, 'book');
    }
    for (const copy of copies) {
      this.#copies.set(copy.id, copy);
      this.#note(copy.id, 'copy');
    }
  }

  /** A copy leaves the branch. */
  takeAway(copyId: string): void {
    if (this.#copies.delete(copyId)) this.#note(copyId, 'copy');
  }

  changesAfter(stamp: number, limit: number): ChangesPage {
    const entries = [...this.#changes]
      .filter(([, change]) => change.stamp > stamp)
      .sort(([, a], [, b]) => a.stamp - b.stamp)
      .slice(0, limit);
    const copies = entries.flatMap(([id]) => this.#copies.get(id) ?? []);
    const held = new Set(this.content().books.map(({ id }) => id));
    const bookIds = new Set([...entries.map(([id]) => id), ...copies.map(({ bookId }) => bookId)]);
    return {
      protocol: syncProtocol,
      epoch: this.epoch,
      cursor: this.cursorAt(entries.at(-1)?.[1].stamp ?? stamp),
      more: entries.length === limit,
      books: [...bookIds].filter((id) => held.has(id)).flatMap((id) => this.#books.get(id) ?? []),
      copies,
      removed: entries.filter(([id, { entity }]) => entity === 'copy' && !this.#copies.has(id)).map(([id]) => id),
    };
  }

  changedAfter(stamp: number): string[] {
    return [...this.#changes].filter(([, change]) => change.stamp > stamp).map(([id]) => id);
  }

  cursorAt(stamp: number): string {
    return `${this.epoch}/${stamp}`;
  }

  #note(id: string, entity: Change['entity']): void {
    this.#stamp++;
    this.#changes.set(id, { stamp: this.#stamp, entity });
  }
}

const sorted = <T extends { id: string }>(rows: T[]): T[] => rows.sort((a, b) => (a.id < b.id ? -1 : 1));
