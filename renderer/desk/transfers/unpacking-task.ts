import { createStore } from 'zustand/vanilla';
import type { BoxContents } from '#shared/contract/api/boxes.ts';
import { answerOf, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';
import type { ReturnLine } from '../returns/return-lines.ts';

type UnpackingState = {
  /** The box whose copies are coming out. */
  contents: BoxContents | null;
  /** Barcodes that came out and are not on its list. */
  extras: string[];
  isClosing: boolean;
};

const NO_BOX: UnpackingState = { contents: null, extras: [], isClosing: false };

type UnpackingParts = {
  bridge: Bridge;
  notice: Signal;
  /** How many scans of this desk the server has not seen yet. */
  queued(): number;
};

/** The box that is being unpacked at this desk. Each copy is received by itself: this only keeps count. */
export class UnpackingTask {
  readonly store = createStore<UnpackingState>(() => NO_BOX);
  readonly #parts: UnpackingParts;

  constructor(parts: UnpackingParts) {
    this.#parts = parts;
  }

  begin(contents: BoxContents): void {
    this.store.setState({ ...NO_BOX, contents });
  }

  /** A copy is in the hand here: by the server's word, or on this desk's disk. */
  received({ code, outcome }: ReturnLine): void {
    const isHere = outcome.kind === 'decided' || outcome.kind === 'queued';
    if (isHere) this.store.setState((state) => cameOut(state, code), true);
  }

  /** Whether other desks have taken something out meanwhile. */
  async refresh(): Promise<void> {
    const before = this.store.getState().contents;
    if (!before) return;
    const answer = await answerOf(this.#parts.bridge.call('boxes.read', { box: before.box.number }));
    const { contents } = this.store.getState();
    // What this desk has on its disk has come out, too, whatever the server has heard of.
    if (answer.kind === 'done' && contents?.box.id === before.box.id) {
      this.store.setState({ contents: bothOf(contents, answer.answer) });
    }
  }

  /** The box is empty: what did not come out of it is said. True when it is done. */
  async close(): Promise<boolean> {
    const { contents, extras, isClosing } = this.store.getState();
    if (!contents || isClosing) return false;
    const { number } = contents.box;
    // The server would call missing what lies on this desk's disk only.
    if (this.#parts.queued() > 0) {
      this.#parts.notice('attention', text.boxes.stillQueued(this.#parts.queued()));
      return false;
    }
    this.store.setState({ isClosing: true });
    const answer = await answerOf(this.#parts.bridge.call('boxes.close', { box: number }));
    this.store.setState({ isClosing: false });
    if (answer.kind !== 'done') {
      this.#parts.notice('refusal', whyNot(answer));
      return false;
    }
    this.leave();
    const missing = answer.answer.missing.length;
    const said = missing > 0 ? text.boxes.missing(missing, number) : text.boxes.complete(number);
    const more = extras.length > 0 ? [text.boxes.extras(extras.length)] : [];
    this.#parts.notice(missing + extras.length > 0 ? 'attention' : 'good', [said, ...more].join(' '));
    return true;
  }

  /** The box keeps what is in it; it can be gone on with at any time. */
  leave(): void {
    this.store.setState(NO_BOX);
  }
}

function cameOut(state: UnpackingState, code: string): UnpackingState {
  if (!state.contents) return state;
  const isListed = state.contents.copies.some(({ barcode }) => barcode === code);
  if (!isListed) return state.extras.includes(code) ? state : { ...state, extras: [...state.extras, code] };
  return { ...state, contents: withReceived(state.contents, new Set([code])) };
}

function withReceived({ box, copies }: BoxContents, here: ReadonlySet<string>): BoxContents {
  const now = copies.map((copy) => (here.has(copy.barcode) ? { ...copy, state: 'received' as const } : copy));
  return { box: { ...box, arrived: now.filter(({ state }) => state === 'received').length }, copies: now };
}

function bothOf(known: BoxContents, read: BoxContents): BoxContents {
  const here = known.copies.filter(({ state }) => state === 'received').map(({ barcode }) => barcode);
  return withReceived(read, new Set(here));
}
