import { createStore } from 'zustand/vanilla';
import type { Closing, Stocktake } from '#shared/contract/stocktake.ts';
import { answerOf, type NotDone } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import type { Surroundings } from '../surroundings.ts';

type ClosingParts = {
  bridge: Bridge;
  surroundings: Surroundings;
  /** What was chosen is the server's now. */
  onApplied(before: Stocktake): void;
};

/** A large count takes some seconds. */
const ASK_EVERY_MS = 500;

/** The count that is looked at, as the server knows it; while it is closing it is asked again and again. */
export class ClosingTask {
  readonly store = createStore<{ stocktake: Stocktake | null }>(() => ({ stocktake: null }));
  readonly #parts: ClosingParts;
  #cancelAsking = () => {};

  constructor(parts: ClosingParts) {
    this.#parts = parts;
  }

  async read(id: string): Promise<void> {
    this.#cancelAsking();
    const answer = await answerOf(this.#parts.bridge.call('stocktakes.read', { id }));
    if (answer.kind === 'done') return this.#show(answer.answer);
    const { stocktake } = this.store.getState();
    if (stocktake?.id === id) this.#askLater(stocktake);
    else this.store.setState({ stocktake: null });
  }

  /** Closes it, or, where it is closed, settles what came late. A second time changes nothing. */
  async apply(stocktake: Stocktake, closing: Closing): Promise<{ kind: 'done' } | NotDone> {
    const { bridge, onApplied } = this.#parts;
    const { id } = stocktake;
    const name = stocktake.state === 'closed' ? 'stocktakes.settleLate' : 'stocktakes.close';
    const answer = await answerOf(bridge.call(name, { id, closing }));
    if (answer.kind !== 'done') return answer;
    onApplied(stocktake);
    this.#show(answer.answer);
    return answer;
  }

  clear(): void {
    this.#cancelAsking();
    this.store.setState({ stocktake: null });
  }

  #show(stocktake: Stocktake): void {
    this.store.setState({ stocktake });
    this.#askLater(stocktake);
  }

  /** Until the server has done all of it: it goes on with it whoever looks. */
  #askLater(stocktake: Stocktake): void {
    this.#cancelAsking();
    if (!isUnderWay(stocktake)) return;
    this.#cancelAsking = this.#parts.surroundings.after(ASK_EVERY_MS, () => void this.read(stocktake.id));
  }
}

/** What was chosen is still being done. */
export const isUnderWay = ({ state, closing }: Stocktake): boolean =>
  state === 'closing' || (closing !== null && closing.done + closing.skipped < closing.chosen);
