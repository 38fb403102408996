import { createStore } from 'zustand/vanilla';
import type { StocktakeHead } from '#shared/contract/bridge/stocktakes.ts';
import type { NewStocktake, Stocktake } from '#shared/contract/stocktake.ts';
import { answerOf, type NotDone, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';

type CountsState = {
  phase: 'idle' | 'loading' | 'ready' | 'failed';
  /** Open ones first, then the newest. */
  counts: readonly StocktakeHead[];
  sentence: string;
};
const nothingRead: CountsState = { phase: 'idle', counts: [], sentence: '' };

type CountsParts = {
  bridge: Bridge;
  notice: Signal;
  /** The desk takes part in another count, or in none. */
  onJoined(): Promise<void>;
};

type Answer = { kind: 'done'; answer: Stocktake } | NotDone;

/** The counts of this branch: which there are, and to open, join or give up one. */
export class CountsTask {
  readonly store = createStore<CountsState>(() => nothingRead);
  readonly #parts: CountsParts;

  constructor(parts: CountsParts) {
    this.#parts = parts;
  }

  /** The newest hundred: an older count is closed, and in the history of accuracy. */
  async read(): Promise<void> {
    this.store.setState({ phase: 'loading' });
    const answer = await answerOf(this.#parts.bridge.call('stocktakes.list', { offset: 0 }));
    if (answer.kind !== 'done') return this.store.setState({ phase: 'failed', sentence: whyNot(answer) });
    this.store.setState({ phase: 'ready', counts: openFirst(answer.answer.data), sentence: '' });
  }

  async open(scope: Omit<NewStocktake, 'branchId'>): Promise<Answer> {
    const answer = await answerOf<Answer>(this.#parts.bridge.call('stocktakes.open', scope));
    if (answer.kind === 'done') await this.#parts.onJoined();
    return answer;
  }

  /** True when the desk counts along now. */
  async join(id: string): Promise<boolean> {
    const answer = await answerOf<Answer>(this.#parts.bridge.call('stocktakes.join', { id }));
    if (answer.kind === 'done') await this.#parts.onJoined();
    else this.#parts.notice('refusal', whyNot(answer));
    return answer.kind === 'done';
  }

  async abandon(id: string): Promise<Answer> {
    const answer = await answerOf<Answer>(this.#parts.bridge.call('stocktakes.abandon', { id }));
    if (answer.kind !== 'done') return answer;
    this.#parts.notice('attention', text.stocktake.abandon.done);
    await this.read();
    return answer;
  }

  clear(): void {
    this.store.setState(nothingRead, true);
  }
}

const openFirst = (counts: readonly StocktakeHead[]) => [
  ...counts.filter(({ state }) => state === 'open'),
  ...counts.filter(({ state }) => state !== 'open'),
];
