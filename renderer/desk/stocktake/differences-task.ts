import { createStore } from 'zustand/vanilla';
import type { Discrepancy, DiscrepancyKind, StocktakeAction } from '#shared/contract/stocktake.ts';
import { answerOf, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { PagedRows } from '../../parts/table/paged-rows.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Choices, type KindCount, nextAction, noChoices, withChosen, withKind } from './choices.ts';

export const sorts = ['shelf', 'title', '-seenAt'] as const;
type Sort = (typeof sorts)[number];

type DifferencesState = {
  /** The count whose differences these are. */
  id: string | null;
  kind: DiscrepancyKind | null;
  query: string;
  sort: Sort;
  kinds: readonly KindCount[];
  choices: Choices;
  selected: ReadonlyMap<string, Discrepancy>;
  /** The row whose facts are shown. */
  open: Discrepancy | null;
  /** Who scans at which desk, by id. */
  names: ReadonlyMap<string, string>;
};

const nothingShown: DifferencesState = {
  id: null,
  kind: null,
  query: '',
  sort: 'shelf',
  kinds: [],
  choices: noChoices,
  selected: new Map(),
  open: null,
  names: new Map(),
};

type DifferencesParts = { bridge: Bridge; surroundings: Surroundings; notice: Signal };

/** Somebody is still typing for as long. */
const TYPING_MS = 250;

/** Where shelves and system differ, and what is to be done about it. Choices live as long as the count is looked at. */
export class DifferencesTask {
  readonly rows = new PagedRows<Discrepancy>();
  readonly store = createStore<DifferencesState>(() => nothingShown);
  readonly #parts: DifferencesParts;
  #cancelSearch = () => {};

  constructor(parts: DifferencesParts) {
    this.#parts = parts;
  }

  /** Of a count: what was chosen for it before is still chosen. */
  async show(id: string): Promise<void> {
    if (this.store.getState().id !== id) this.store.setState({ ...nothingShown, id }, true);
    await Promise.all([this.#load(true), this.#readNames(id)]);
  }

  async filter(kind: DiscrepancyKind | null): Promise<void> {
    this.store.setState({ kind });
    await this.#load();
  }

  async order(sort: Sort): Promise<void> {
    this.store.setState({ sort });
    await this.#load();
  }

  search(query: string): void {
    this.store.setState({ query });
    this.#cancelSearch();
    this.#cancelSearch = this.#parts.surroundings.after(TYPING_MS, () => void this.#load());
  }

  /** Compares again: more was scanned, lent or returned meanwhile. */
  refresh(): Promise<void> {
    return this.#load(true);
  }

  inspect(row: Discrepancy): void {
    this.store.setState({ open: row });
  }

  choose(rows: readonly Discrepancy[], action: StocktakeAction): void {
    const choices = withChosen(this.store.getState().choices, rows, action);
    if (choices) this.store.setState({ choices });
    else this.#parts.notice('refusal', text.stocktake.differences.tooMany);
  }

  /** The action that fits next, or the one before. */
  chooseNext(row: Discrepancy, step: 1 | -1): void {
    this.choose([row], nextAction(row, this.store.getState().choices, step));
  }

  chooseForKind(kind: DiscrepancyKind, action: StocktakeAction | null): void {
    this.store.setState(({ choices }) => ({ choices: withKind(choices, kind, action) }));
  }

  toggleSelected(row: Discrepancy): void {
    this.store.setState(({ selected }) => {
      const next = new Map(selected);
      if (!next.delete(row.barcode)) next.set(row.barcode, row);
      return { selected: next };
    });
  }

  /** What was chosen is done or being done: what comes in late is chosen for anew. */
  applied(): void {
    this.store.setState({ choices: noChoices, selected: new Map(), open: null, kind: null, query: '' });
  }

  selectNone(): void {
    this.store.setState({ selected: new Map() });
  }

  clear(): void {
    this.#cancelSearch();
    this.rows.clear();
    this.store.setState(nothingShown, true);
  }

  /** `fresh`: the core keeps what it compared for some seconds, so that filters and orders cost nothing. */
  async #load(fresh = false): Promise<void> {
    this.#cancelSearch();
    const { id, kind, query, sort } = this.store.getState();
    if (!id) return;
    let isWantedFresh = fresh;
    const wanted = { id, sort, ...(kind && { kind }), ...(query.trim() && { query: query.trim() }) };
    await this.rows.load(async (offset) => {
      const asked = { ...wanted, offset, ...(isWantedFresh && { fresh: true }) };
      isWantedFresh = false;
      const answer = await answerOf(this.#parts.bridge.call('stocktakes.discrepancies', asked));
      if (answer.kind !== 'done') return { sentence: whyNot(answer) };
      const { data, meta, kinds } = answer.answer;
      if (this.store.getState().id === id) this.store.setState({ kinds });
      return { rows: data, total: meta.total, totalIsCapped: false, size: meta.limit };
    });
  }

  /** The report knows who counted; without it a row says less. */
  async #readNames(id: string): Promise<void> {
    const answer = await answerOf(this.#parts.bridge.call('stocktakes.report', { id, offset: 0 }));
    if (answer.kind !== 'done' || this.store.getState().id !== id) return;
    const names = answer.answer.people.flatMap(({ staffId, name, deskId, deskName }) => [
      [staffId, name],
      [deskId, deskName],
    ]);
    const known = names.flatMap(([key, name]): [string, string][] => (key && name ? [[key, name]] : []));
    this.store.setState({ names: new Map(known) });
  }
}
