import { createStore } from 'zustand/vanilla';
import type { WordingInForce } from '#shared/contract/api/notices.ts';
import type { CallInput } from '#shared/contract/bridge.ts';
import type { NoticeSettings } from '#shared/contract/notices.ts';
import { answerOf, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';

type NoticeSetupState = {
  phase: 'idle' | 'loading' | 'ready' | 'failed';
  sentence: string;
  settings: NoticeSettings | null;
  wordings: WordingInForce[];
};
const nothingRead: NoticeSetupState = { phase: 'idle', sentence: '', settings: null, wordings: [] };

/** When this library tells its members, and in which words. The server has both; nothing of it is kept at the desk. */
export class NoticeSetupTask {
  readonly store = createStore<NoticeSetupState>(() => nothingRead);
  readonly #bridge: Bridge;
  /** Counts how often all was cleared: what was asked for before is nobody's business any more. */
  #cleared = 0;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async load(): Promise<void> {
    const cleared = this.#cleared;
    this.store.setState({ phase: 'loading' });
    const [settings, wordings] = await Promise.all([
      answerOf(this.#bridge.call('notices.settings', {})),
      answerOf(this.#bridge.call('wordings.list', {})),
    ]);
    if (cleared !== this.#cleared) return;
    const notDone = [settings, wordings].find((outcome) => outcome.kind !== 'done');
    if (settings.kind === 'done' && wordings.kind === 'done') {
      this.store.setState({ phase: 'ready', settings: settings.answer, wordings: wordings.answer.wordings });
    } else if (notDone) {
      this.store.setState({ phase: 'failed', sentence: whyNot(notDone) });
    }
  }

  async saveSettings(settings: NoticeSettings) {
    const outcome = await answerOf(this.#bridge.call('notices.changeSettings', settings));
    if (outcome.kind === 'done') await this.load();
    return outcome;
  }

  preview(written: CallInput<'wordings.preview'>) {
    return answerOf(this.#bridge.call('wordings.preview', written));
  }

  async replace(written: CallInput<'wordings.replace'>) {
    const outcome = await answerOf(this.#bridge.call('wordings.replace', written));
    if (outcome.kind === 'done') await this.load();
    return outcome;
  }

  async reset(key: CallInput<'wordings.reset'>) {
    const outcome = await answerOf(this.#bridge.call('wordings.reset', key));
    if (outcome.kind === 'done') await this.load();
    return outcome;
  }

  clear(): void {
    this.#cleared += 1;
    this.store.setState(nothingRead);
  }
}
