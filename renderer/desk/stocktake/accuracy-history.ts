import { createStore } from 'zustand/vanilla';
import type { AccuracyRow } from '#shared/contract/stocktake.ts';
import { answerOf } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';

/** How well the system agreed at each closed count of this branch, the oldest first; null until it is known. */
export class AccuracyHistory {
  readonly store = createStore<{ rows: readonly AccuracyRow[] | null }>(() => ({ rows: null }));
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async read(): Promise<void> {
    const answer = await answerOf(this.#bridge.call('stocktakes.accuracy', {}));
    this.store.setState({ rows: answer.kind === 'done' ? answer.answer.data : null });
  }

  clear(): void {
    this.store.setState({ rows: null });
  }
}
