import { createStore } from 'zustand/vanilla';
import type { DeskReturn } from '#shared/contract/bridge/loans.ts';
import type { CallInput } from '#shared/contract/bridge.ts';
import type { OutboxRow } from '#shared/contract/desk.ts';
import type { ScanEvent } from '#shared/contract/scan.ts';
import type { Condition } from '#shared/contract/vocabulary.ts';
import { answerOf } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';
import { codeWarning, isCard, masked } from '../scan-meaning.ts';
import type { Surroundings } from '../surroundings.ts';
import {
  EMPTY_RETURNS,
  lineAdded,
  lineAnswered,
  lineTitled,
  observationChanged,
  type ReturnLine,
  type ReturnsState,
} from './return-lines.ts';

type Order = CallInput<'loans.return'>;

type ReturnsParts = {
  bridge: Bridge;
  surroundings: Surroundings;
  notice: Signal;
  /** Tells that a copy is in the hand; as a return, if nothing else is said. */
  observe?(order: Order): Promise<DeskReturn>;
  /** Says what to do with the copy in the hand; of one that `wasQueued` only what still needs a hand. */
  voice(line: ReturnLine, isBulk: boolean): void;
};

/**
 * Copies in the hand, on whatever screen: what each came to and what to do with it. On the return screen with what its
 * scans mean besides.
 */
export class ReturnsTask {
  readonly store = createStore<ReturnsState>(() => EMPTY_RETURNS);
  readonly #parts: ReturnsParts;
  readonly #observe: (order: Order) => Promise<DeskReturn>;
  readonly #returned = (order: Order) => this.#parts.bridge.call('loans.return', order);
  /** Counts how often the modes were ended: what was asked for one before comes too late. */
  #ended = 0;

  constructor(parts: ReturnsParts) {
    this.#parts = parts;
    this.#observe = parts.observe ?? this.#returned;
    parts.bridge.on('outboxChanged', ({ row }) => this.#observationChanged(row));
  }

  /** One scan, worked off to its end. */
  async scan(scan: ScanEvent): Promise<void> {
    const sentence = whyNoReturn(scan);
    const line = this.#lineOf(scan, sentence);
    this.#update((state) => lineAdded(state, line));
    if (sentence) return this.#parts.voice(line, false);
    await this.#tell(line, this.#observe);
  }

  /** A copy that was chosen on another screen, because its label cannot be read. */
  async give(barcode: string): Promise<void> {
    const { nextIsDamaged } = this.store.getState();
    const line = this.#copyLine(barcode, nextIsDamaged ? 'damaged' : null);
    this.#update((state) => lineAdded(state, line));
    await this.#tell(line, this.#returned);
  }

  /** What stood with the broken ones is in order again: it goes where it is wanted. */
  async repaired(barcode: string): Promise<void> {
    const line = this.#copyLine(barcode, 'good');
    this.#update((state) => lineAdded(state, line));
    await this.#tell(line, this.#returned);
  }

  async #tell(line: ReturnLine, observe: (order: Order) => Promise<DeskReturn>): Promise<void> {
    void this.#title(line);
    const { code, condition, bookDrop } = line;
    const order = { barcode: code, ...(condition && { condition }), ...(bookDrop && { bookDrop }) };
    const answer = await answerOf(observe(order));
    this.#update((state) => lineAnswered(state, line.id, answer));
    this.#say(line.id);
  }

  /** What the next scan says of the copy's condition. */
  toggleDamaged(): void {
    this.#update((state) => ({ ...state, nextIsDamaged: !state.nextIsDamaged }));
  }

  /** Everything scanned from now on came out of the book drop; or nothing does any more. */
  async toggleBookDrop(): Promise<void> {
    if (this.store.getState().bookDrop) return this.#update((state) => ({ ...state, bookDrop: null }));
    const ended = this.#ended;
    const counts = await answerOf(this.#parts.bridge.call('loans.bookDropDay', {}));
    if (ended !== this.#ended) return;
    if ('kind' in counts) return this.#parts.notice('refusal', counts.sentence);
    this.#update((state) => ({ ...state, bookDrop: counts }));
  }

  /** Staff know better for which day the book drop counts. */
  setBookDropDay(day: string): void {
    this.#update((state) => (state.bookDrop ? { ...state, bookDrop: { ...state.bookDrop, day } } : state));
  }

  toggleBulk(): void {
    this.#update((state) => ({ ...state, isBulk: !state.isBulk }));
  }

  /** The desk is locked or left: whoever comes next begins as usual. */
  endModes(): void {
    this.#ended += 1;
    const { nextIsDamaged, bookDrop, isBulk, debtor } = EMPTY_RETURNS;
    this.#update((state) => ({ ...state, nextIsDamaged, bookDrop, isBulk, debtor }));
  }

  /** Takes the lines off the screen; what the next scan means stays. */
  clear(): void {
    this.#update((state) => ({ ...state, lines: [], debtor: null }));
  }

  #lineOf(scan: ScanEvent, sentence: string | null): ReturnLine {
    const { id, at } = scan;
    // A member's number is nobody's business on a list that stays.
    const code = isCard(scan) ? masked(scan.text) : scan.text;
    const { nextIsDamaged, bookDrop } = this.store.getState();
    const isDamaged = !sentence && nextIsDamaged;
    const outcome = sentence ? ({ kind: 'other', sentence } as const) : ({ kind: 'asking' } as const);
    const condition = isDamaged ? 'damaged' : null;
    const title = isCard(scan) ? text.returns.card : null;
    const warning = sentence ? null : codeWarning(scan, 'copy');
    return { id, at, code, title, condition, bookDrop: sentence ? null : (bookDrop?.day ?? null), warning, outcome };
  }

  #copyLine(barcode: string, condition: Condition | null): ReturnLine {
    return {
      id: crypto.randomUUID(),
      at: this.#parts.surroundings.now().toISOString(),
      code: barcode,
      title: null,
      condition,
      bookDrop: this.store.getState().bookDrop?.day ?? null,
      warning: null,
      outcome: { kind: 'asking' },
    };
  }

  /** The cache knows the title while the server is still thinking. */
  async #title(line: ReturnLine): Promise<void> {
    const found = await answerOf(this.#parts.bridge.call('catalog.copy', { barcode: line.code }));
    const book = 'kind' in found ? null : found.book;
    if (book) this.#update((state) => lineTitled(state, line.id, book.title));
  }

  #observationChanged(row: OutboxRow): void {
    const before = this.store.getState();
    const changedLine = before.lines.find(
      ({ outcome }) => outcome.kind === 'queued' && outcome.observationId === row.id,
    );
    this.#update((state) => observationChanged(state, row));
    if (changedLine) this.#say(changedLine.id);
  }

  #say(id: string): void {
    const line = this.store.getState().lines.find((candidate) => candidate.id === id);
    if (line && line.outcome.kind !== 'asking') this.#parts.voice(line, this.store.getState().isBulk);
  }

  #update(change: (state: ReturnsState) => ReturnsState): void {
    this.store.setState(change, true);
  }
}

/** A card or an ISBN is no copy. Where a code may be either, this screen takes it for a copy. */
function whyNoReturn(scan: ScanEvent): string | null {
  if (scan.kind === 'isbn') return text.scan.isbnNotCopy;
  return isCard(scan) ? text.returns.cardNotCopy : null;
}
