import { createStore } from 'zustand/vanilla';

/** One page as a call answers it. `size` is how many rows a full page has. */
export type RowPage<T> = { rows: T[]; total: number; totalIsCapped: boolean; size: number };
/** A page, or the sentence that says why there is none. */
export type FetchPage<T> = (offset: number) => Promise<RowPage<T> | { sentence: string }>;

type PagedState<T> = {
  /** Page number → rows, sparse: only what was scrolled to. */
  pages: ReadonlyMap<number, readonly T[]>;
  pageSize: number;
  total: number;
  totalIsCapped: boolean;
  phase: 'idle' | 'loading' | 'ready' | 'failed';
  sentence: string | null;
};

const EMPTY = { pages: new Map(), pageSize: 1, total: 0, totalIsCapped: false, phase: 'idle', sentence: null } as const;

/** A list of any length, of which only the pages that are looked at are fetched. */
export class PagedRows<T> {
  readonly store = createStore<PagedState<T>>(() => EMPTY);
  #fetch: FetchPage<T> | undefined;
  #shown = { first: 0, last: 0 };
  /** Counts the lists begun: pages of an earlier one that come late are dropped. */
  #list = 0;
  readonly #underWay = new Set<number>();

  /** Begins another list. What stood there stays until the first page has come, so that nothing flickers. */
  async load(fetch: FetchPage<T>): Promise<void> {
    this.#fetch = fetch;
    this.#shown = { first: 0, last: 0 };
    this.store.setState({ phase: 'loading', sentence: null });
    await this.refresh();
  }

  /** Says which rows are on the screen: those that are missing are fetched. */
  need(first: number, last: number): void {
    this.#shown = { first, last };
    const { pages, phase } = this.store.getState();
    if (phase !== 'ready') return;
    for (const page of this.#shownPages()) {
      if (!pages.has(page)) void this.#fetchMore(page);
    }
  }

  /** Reads what is on the screen again; it stands until its successor has come. */
  async refresh(): Promise<void> {
    if (!this.#fetch) return;
    this.#list += 1;
    this.#underWay.clear();
    const list = this.#list;
    const wanted = this.#shownPages();
    const answers = await Promise.all(wanted.map((page) => this.#ask(page)));
    if (list !== this.#list) return;
    const pages = new Map<number, readonly T[]>();
    for (const [index, answer] of answers.entries()) {
      if ('sentence' in answer) return this.store.setState({ phase: 'failed', sentence: answer.sentence });
      pages.set(wanted[index] ?? 0, answer.rows);
      this.#show(answer, pages);
    }
  }

  clear(): void {
    this.#list += 1;
    this.#fetch = undefined;
    this.#underWay.clear();
    this.store.setState(EMPTY, true);
  }

  rowAt(index: number): T | undefined {
    const { pages, pageSize } = this.store.getState();
    return pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  #shownPages(): number[] {
    const { pageSize } = this.store.getState();
    const first = Math.floor(this.#shown.first / pageSize);
    const last = Math.floor(this.#shown.last / pageSize);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }

  async #fetchMore(page: number): Promise<void> {
    if (this.#underWay.has(page)) return;
    this.#underWay.add(page);
    const list = this.#list;
    const answer = await this.#ask(page);
    if (list !== this.#list) return;
    this.#underWay.delete(page);
    if ('sentence' in answer) return this.store.setState({ phase: 'failed', sentence: answer.sentence });
    this.#show(answer, new Map([...this.store.getState().pages, [page, answer.rows]]));
  }

  async #ask(page: number): Promise<RowPage<T> | { sentence: string }> {
    const offset = page * this.store.getState().pageSize;
    return this.#fetch ? this.#fetch(offset) : { sentence: '' };
  }

  #show({ total, totalIsCapped, size }: RowPage<T>, pages: ReadonlyMap<number, readonly T[]>): void {
    this.store.setState({ pages, pageSize: size, total, totalIsCapped, phase: 'ready', sentence: null });
  }
}
