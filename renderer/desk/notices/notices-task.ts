import { createStore } from 'zustand/vanilla';
import type { Notice, NoticeState, WrittenNotice } from '#shared/contract/notices.ts';
import { answerOf, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { PagedRows } from '../../parts/table/paged-rows.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';

/** As many as the server sends again in one call. */
export const PAGE_SIZE = 100;

type NoticesState = { shown: NoticeState; open: WrittenNotice | null; isRetrying: boolean };
const nothingOpen: NoticesState = { shown: 'failed', open: null, isRetrying: false };

type NoticesParts = { bridge: Bridge; notice: Signal };

/** What members were told or could not be told. Failed ones first: they are what somebody must see to. */
export class NoticesTask {
  readonly rows = new PagedRows<Notice>();
  readonly store = createStore<NoticesState>(() => nothingOpen);
  readonly #parts: NoticesParts;
  /** Counts how often all was cleared: what was asked for before is nobody's business any more. */
  #cleared = 0;

  constructor(parts: NoticesParts) {
    this.#parts = parts;
  }

  async show(state: NoticeState): Promise<void> {
    this.store.setState({ shown: state });
    await this.rows.load(async (offset) => {
      const outcome = await answerOf(this.#parts.bridge.call('notices.list', { state, offset }));
      if (outcome.kind !== 'done') return { sentence: whyNot(outcome) };
      const { data, meta } = outcome.answer;
      return { rows: data, total: meta.total, totalIsCapped: meta.totalIsCapped ?? false, size: PAGE_SIZE };
    });
  }

  async read(id: string): Promise<void> {
    const cleared = this.#cleared;
    const outcome = await answerOf(this.#parts.bridge.call('notices.read', { id }));
    if (cleared !== this.#cleared) return;
    if (outcome.kind !== 'done') return this.#parts.notice('refusal', whyNot(outcome));
    this.store.setState({ open: outcome.answer });
  }

  close(): void {
    this.store.setState({ open: null });
  }

  /** Sends these again; what somebody else has sent again meanwhile is left alone. */
  async retry(ids: string[]): Promise<void> {
    this.store.setState({ isRetrying: true });
    const outcome = await answerOf(this.#parts.bridge.call('notices.retry', { ids }));
    this.store.setState({ isRetrying: false });
    if (outcome.kind !== 'done') return this.#parts.notice('refusal', whyNot(outcome));
    const { retried } = outcome.answer;
    if (retried > 0) this.#parts.notice('good', text.notices.retried(retried));
    else this.#parts.notice('attention', text.notices.noneRetried);
    if (ids.includes(this.store.getState().open?.id ?? '')) this.close();
    await this.rows.refresh();
  }

  /** The ids of the first page: what "send again" for all that are shown means. */
  firstPage(): string[] {
    return (this.rows.store.getState().pages.get(0) ?? []).map(({ id }) => id);
  }

  /** Somebody else is at the desk: nothing of what members were told stays on the screen. */
  clear(): void {
    this.#cleared += 1;
    this.rows.clear();
    this.store.setState(nothingOpen);
  }
}
