import { createStore } from 'zustand/vanilla';
import type { OutboxRow } from '#shared/contract/desk.ts';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { answerOf } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { text } from '../../text/language.ts';
import {
  EMPTY_RETURNS,
  lineAdded,
  lineAnswered,
  lineTitled,
  observationChanged,
  type ReturnLine,
  type ReturnsState,
} from '../returns/return-lines.ts';
import { codeWarning } from '../scan-meaning.ts';

type ReceivingParts = {
  bridge: Bridge;
  /** Says what to do with the copy in the hand. */
  voice(line: ReturnLine): void;
};

/** What came out of boxes at this desk: each copy is answered as a return is, and the lines are those of a return. */
export class ReceivingTask {
  readonly store = createStore<ReturnsState>(() => EMPTY_RETURNS);
  readonly #parts: ReceivingParts;

  constructor(parts: ReceivingParts) {
    this.#parts = parts;
    parts.bridge.on('outboxChanged', ({ row }) => this.#observationChanged(row));
  }

  /** One scan, worked off to its end. */
  async scan(scan: ScanEvent): Promise<void> {
    const line = lineOf(scan);
    this.#update((state) => lineAdded(state, line));
    if (line.outcome.kind !== 'asking') return this.#parts.voice(line);
    void this.#title(line);
    const answer = await answerOf(this.#parts.bridge.call('transfers.receive', { barcode: line.code }));
    this.#update((state) => lineAnswered(state, line.id, answer));
    this.#say(line.id);
  }

  clear(): void {
    this.#update(() => EMPTY_RETURNS);
  }

  /** The cache may know the title while the server is still thinking. */
  async #title(line: ReturnLine): Promise<void> {
    const found = await answerOf(this.#parts.bridge.call('catalog.copy', { barcode: line.code }));
    const book = 'kind' in found ? null : found.book;
    if (book) this.#update((state) => lineTitled(state, line.id, book.title));
  }

  #observationChanged(row: OutboxRow): void {
    const waits = ({ outcome }: ReturnLine) => outcome.kind === 'queued' && outcome.observationId === row.id;
    const line = this.store.getState().lines.find(waits);
    if (!line) return;
    this.#update((state) => observationChanged(state, row));
    this.#say(line.id);
  }

  #say(id: string): void {
    const line = this.store.getState().lines.find((candidate) => candidate.id === id);
    if (line && line.outcome.kind !== 'asking') this.#parts.voice(line);
  }

  #update(change: (state: ReturnsState) => ReturnsState): void {
    this.store.setState(change, true);
  }
}

/** A card or an ISBN is no copy; a member's number is nobody's business on a list that stays. */
function lineOf(scan: ScanEvent): ReturnLine {
  const { id, at } = scan;
  const plain = { id, at, condition: null, bookDrop: null };
  if (scan.kind === 'member' && !scan.ambiguous) {
    const outcome = { kind: 'other', sentence: text.returns.cardNotCopy } as const;
    return { ...plain, code: `…${scan.text.slice(-4)}`, title: text.returns.card, warning: null, outcome };
  }
  const isIsbn = scan.kind === 'isbn';
  const outcome = isIsbn
    ? ({ kind: 'other', sentence: text.scan.isbnNotCopy } as const)
    : ({ kind: 'asking' } as const);
  return { ...plain, code: scan.text, title: null, warning: isIsbn ? null : codeWarning(scan, 'copy'), outcome };
}
