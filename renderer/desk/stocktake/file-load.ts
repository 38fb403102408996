import { createStore } from 'zustand/vanilla';
import type { LoadReport } from '#shared/contract/bridge/stocktakes.ts';
import { answerOf } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { text } from '../../text/language.ts';

/** As much as one call of the bridge takes. */
const LARGEST_FILE = 5_000_000;

type LoadState = { isBusy: boolean; report: LoadReport | null; sentence: string };
const nothingLoaded: LoadState = { isBusy: false, report: null, sentence: '' };

/** The file of a handheld: what of it was taken stays on the screen until it is put away. */
export class FileLoad {
  readonly store = createStore<LoadState>(() => nothingLoaded);
  readonly #bridge: Bridge;
  readonly #shelf: () => string;

  constructor(bridge: Bridge, shelf: () => string) {
    this.#bridge = bridge;
    this.#shelf = shelf;
  }

  async load(file: Pick<File, 'name' | 'size' | 'text'>): Promise<void> {
    const words = text.stocktake.load;
    if (this.store.getState().isBusy) return;
    if (file.size > LARGEST_FILE) return this.store.setState({ report: null, sentence: words.tooLarge });
    this.store.setState({ isBusy: true, report: null, sentence: '' });
    const read = await file.text().catch(() => null);
    if (read === null) return this.store.setState({ isBusy: false, sentence: words.unreadable });
    const shelf = this.#shelf();
    const order = { name: file.name, text: read, ...(shelf && { shelf }) };
    const answer = await answerOf(this.#bridge.call('stocktakes.load', order));
    if (answer.kind === 'loaded') return this.store.setState({ isBusy: false, report: answer.report });
    this.store.setState({ isBusy: false, sentence: answer.sentence });
  }

  putAway(): void {
    this.store.setState(nothingLoaded);
  }
}
