import { createStore } from 'zustand/vanilla';
import type { BoxContents } from '#shared/contract/api/boxes.ts';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { answerOf, type NotDone, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';
import { isCard, masked } from '../scan-meaning.ts';
import {
  lineAdded,
  lineAnswered,
  lineChanged,
  NO_BOX,
  type PackingState,
  type PackLine,
  resumed,
} from './pack-lines.ts';

type PackingParts = { bridge: Bridge; notice: Signal; voice(line: PackLine): void };

/** The box that is being packed at this desk. */
export class PackingTask {
  readonly store = createStore<PackingState>(() => NO_BOX);
  readonly #parts: PackingParts;

  constructor(parts: PackingParts) {
    this.#parts = parts;
  }

  /** Begins a box; what comes of it is for the form that asked. */
  async begin(toBranchId: string): Promise<{ kind: 'done' } | NotDone> {
    const opened = await answerOf(this.#parts.bridge.call('boxes.open', { toBranchId }));
    if (opened.kind === 'done') this.store.setState({ ...NO_BOX, box: opened.answer });
    return opened;
  }

  resume(contents: BoxContents): void {
    this.store.setState(resumed(contents));
  }

  async scan(scan: ScanEvent): Promise<void> {
    const { id, at } = scan;
    if (isCard(scan)) {
      const outcome = { kind: 'other', sentence: text.boxes.cardNotCopy } as const;
      return this.#said({ id, at, code: masked(scan.text), title: text.returns.card, outcome });
    }
    if (scan.kind === 'isbn') {
      const outcome = { kind: 'other', sentence: text.scan.isbnNotCopy } as const;
      return this.#said({ id, at, code: scan.text, title: null, outcome });
    }
    const line: PackLine = { id, at, code: scan.text, title: null, outcome: { kind: 'asking' } };
    this.#update((state) => lineAdded(state, line));
    void this.#title(line);
    await this.#pack(line, false);
  }

  /** No transfer asks for this copy, and it is to be sent all the same. */
  sendAnyway(line: PackLine): Promise<void> {
    this.#update((state) => lineChanged(state, line.id, { outcome: { kind: 'asking' } }));
    return this.#pack(line, true);
  }

  async takeOut(line: PackLine): Promise<void> {
    const { box } = this.store.getState();
    if (!box) return;
    const given = { box: box.number, barcode: line.code };
    const answer = await answerOf(this.#parts.bridge.call('boxes.takeOut', given));
    if (answer.kind !== 'done') return this.#parts.notice('refusal', whyNot(answer));
    this.#update((state) => ({
      ...lineChanged(state, line.id, { outcome: { kind: 'taken_out' } }),
      box: answer.answer,
    }));
  }

  /** The box leaves; its contents are for the list that travels with it. Null when it did not. */
  async send(): Promise<BoxContents | null> {
    const { box, isLeaving } = this.store.getState();
    if (!box || isLeaving) return null;
    this.store.setState({ isLeaving: true });
    const answer = await answerOf(this.#parts.bridge.call('boxes.send', { box: box.number }));
    this.store.setState({ isLeaving: false });
    if (answer.kind === 'done') {
      this.putAside();
      return answer.answer;
    }
    this.#parts.notice('refusal', whyNot(answer));
    return null;
  }

  /** The box stays open on the server, for this desk or another one. */
  putAside(): void {
    this.store.setState(NO_BOX);
  }

  /** The cache knows the title also of what does not go into the box. */
  async #title({ id, code }: PackLine): Promise<void> {
    const found = await answerOf(this.#parts.bridge.call('catalog.copy', { barcode: code }));
    const title = 'kind' in found ? undefined : found.book?.title;
    if (title) this.#update((state) => lineChanged(state, id, { title }));
  }

  async #pack(line: PackLine, request: boolean): Promise<void> {
    const { box } = this.store.getState();
    if (!box) return;
    const given = { box: box.number, barcode: line.code, request };
    const answer = await answerOf(this.#parts.bridge.call('boxes.pack', given));
    this.#update((state) => lineAnswered(state, line.id, answer));
    const answered = this.store.getState().lines.find(({ id }) => id === line.id);
    if (answered) this.#parts.voice(answered);
  }

  #said(line: PackLine): void {
    this.#update((state) => lineAdded(state, line));
    this.#parts.voice(line);
  }

  #update(change: (state: PackingState) => PackingState): void {
    this.store.setState(change, true);
  }
}
