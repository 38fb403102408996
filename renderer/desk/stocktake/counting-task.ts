import { createStore } from 'zustand/vanilla';
import type { CountedScan, Counting } from '#shared/contract/bridge/stocktakes.ts';
import type { ScanEvent } from '#shared/contract/scan.ts';
import type { ShelfProgress } from '#shared/contract/stocktake.ts';
import { answerOf } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';
import { codeWarning, isCard } from '../scan-meaning.ts';
import {
  EARLIER_LINES,
  lineAdded,
  lineAnswered,
  linesOf,
  noScans,
  type ScanLine,
  type ScanLines,
  scanLearned,
} from './scan-lines.ts';

type CountingParts = {
  bridge: Bridge;
  notice: Signal;
  /** Says what is wrong with the copy in the hand. */
  voice(line: ScanLine): void;
};

type ShelfState = {
  /** What somebody said that he is reading; it goes along with each scan. */
  reading: string;
  /** The next scan is a shelf's label. */
  isNext: boolean;
};

type Progress = { shelves: readonly ShelfProgress[]; together: boolean };

const noShelf: ShelfState = { reading: '', isNext: false };

/** A shelf's mark is no longer. */
const SHELF_LENGTH = 200;

/** The count that this desk takes part in: its scans, the shelf that is read, how far the shelves are. */
export class CountingTask {
  /** Kept apart from each other: a scan draws its own line again, and nothing else. */
  readonly counting = createStore<{ counting: Counting | null }>(() => ({ counting: null }));
  readonly lines = createStore<ScanLines>(() => noScans);
  readonly shelf = createStore<ShelfState>(() => noShelf);
  readonly progress = createStore<Progress>(() => ({ shelves: [], together: false }));
  readonly #parts: CountingParts;

  constructor(parts: CountingParts) {
    const { bridge } = parts;
    this.#parts = parts;
    bridge.on('counting', ({ counting }) => this.#become(counting));
    bridge.on('counted', ({ scan }) => this.#learn(scan));
    bridge.line.subscribe(({ line }) => {
      if (line === 'ready') void this.refresh();
    });
    if (bridge.line.getState().line === 'ready') void this.refresh();
  }

  /** Whether this desk takes part in a count: also over a restart, and with nobody signed in. */
  async refresh(): Promise<void> {
    const answer = await answerOf(this.#parts.bridge.call('stocktakes.counting', {}));
    if ('kind' in answer) return;
    this.#become(answer.counting);
    if (answer.counting && !this.lines.getState().newest) await this.#readLines();
  }

  async scan(scan: ScanEvent): Promise<void> {
    const { isNext, reading } = this.shelf.getState();
    if (isNext) return this.readShelf(scan.text);
    const sentence = whyNoCopy(scan);
    const outcome = sentence ? ({ kind: 'other', sentence } as const) : ({ kind: 'asking' } as const);
    const warning = sentence ? null : codeWarning(scan, 'copy');
    // A member's number is nobody's business on a list that stays.
    const code = sentence && scan.kind === 'member' ? '' : scan.text;
    const line = { id: scan.id, at: scan.at, code, warning, outcome };
    this.#update((lines) => lineAdded(lines, line));
    if (sentence) return this.#parts.voice(line);
    const order = { barcode: scan.text, ...(reading && { shelf: reading }) };
    const answer = await answerOf(this.#parts.bridge.call('stocktakes.scan', order));
    this.#update((lines) => lineAnswered(lines, line.id, answer));
    this.#say(line.id);
  }

  /** From here on scans are on this shelf; nothing where it is empty. */
  readShelf(shelf: string): void {
    const reading = shelf.trim().slice(0, SHELF_LENGTH);
    const wasScanned = this.shelf.getState().isNext;
    this.shelf.setState({ reading, isNext: false });
    if (wasScanned) this.#parts.notice('good', text.stocktake.scan.shelfSaid(reading));
  }

  toggleShelfNext(): void {
    this.shelf.setState(({ isNext }) => ({ isNext: !isNext }));
  }

  /** How far each shelf is: asked while it is looked at. */
  async readShelves(): Promise<void> {
    const answer = await answerOf(this.#parts.bridge.call('stocktakes.shelves', {}));
    if (!('kind' in answer)) this.progress.setState(answer);
  }

  /** Takes part no longer. What has not gone up yet goes all the same. */
  async leave(): Promise<void> {
    const answer = await answerOf(this.#parts.bridge.call('stocktakes.leave', {}));
    if ('kind' in answer) return this.#parts.notice('refusal', answer.sentence);
    this.#become(null);
  }

  /** Somebody else is at work: the shelf is said anew; the scans stay, they name nobody. */
  endModes(): void {
    this.shelf.setState({ isNext: false });
  }

  #become(counting: Counting | null): void {
    const before = this.counting.getState().counting?.stocktake.id;
    this.counting.setState({ counting });
    if (before === counting?.stocktake.id || before === undefined) return;
    this.lines.setState(noScans, true);
    this.shelf.setState(noShelf);
    this.progress.setState({ shelves: [], together: false });
  }

  async #readLines(): Promise<void> {
    const limit = EARLIER_LINES + 1;
    const answer = await answerOf(this.#parts.bridge.call('stocktakes.scans', { offset: 0, limit }));
    // Whatever was scanned meanwhile is newer.
    if ('kind' in answer || this.lines.getState().newest) return;
    this.lines.setState(linesOf(answer.rows), true);
  }

  #learn(scan: CountedScan): void {
    const { newest } = this.lines.getState();
    this.#update((lines) => scanLearned(lines, scan));
    // Only of the copy that is still in the hand; an earlier one lies aside, and its line says what it is.
    if (newest?.outcome.kind === 'counted' && newest.outcome.scan.id === scan.id) this.#say(newest.id);
  }

  #say(id: string): void {
    const { newest, earlier } = this.lines.getState();
    const line = newest?.id === id ? newest : earlier.find((candidate) => candidate.id === id);
    if (line) this.#parts.voice(line);
  }

  #update(change: (lines: ScanLines) => ScanLines): void {
    this.lines.setState(change, true);
  }
}

/** A card or an ISBN is no copy. Where a code may be either, a count takes it for a copy. */
function whyNoCopy(scan: ScanEvent): string | null {
  if (scan.kind === 'isbn') return text.scan.isbnNotCopy;
  return isCard(scan) ? text.stocktake.scan.cardNotCopy : null;
}
