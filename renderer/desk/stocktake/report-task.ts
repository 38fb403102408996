import { createStore } from 'zustand/vanilla';
import type { DiscrepancyKind, Finding, StocktakeReport } from '#shared/contract/stocktake.ts';
import { answerOf, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { PagedRows } from '../../parts/table/paged-rows.ts';
import type { Signal } from '../../parts/tone.ts';

export type ReportHead = Omit<StocktakeReport, 'data' | 'meta'>;
export type TableOf = 'report' | 'discrepancies';

type ReportState = {
  id: string | null;
  kind: DiscrepancyKind | null;
  /** Of the whole count, whichever kind is shown. */
  head: ReportHead | null;
  isSaving: boolean;
};
const nothingShown: ReportState = { id: null, kind: null, head: null, isSaving: false };

type ReportParts = { bridge: Bridge; notice: Signal };

/** What was counted, found, missing and changed, and by whom. */
export class ReportTask {
  readonly rows = new PagedRows<Finding>();
  readonly store = createStore<ReportState>(() => nothingShown);
  readonly #parts: ReportParts;

  constructor(parts: ReportParts) {
    this.#parts = parts;
  }

  async show(id: string, kind: DiscrepancyKind | null = null): Promise<void> {
    if (this.store.getState().id !== id) this.store.setState({ ...nothingShown, id }, true);
    this.store.setState({ kind });
    await this.rows.load(async (offset) => {
      const wanted = { id, offset, ...(kind && { kind }) };
      const answer = await answerOf(this.#parts.bridge.call('stocktakes.report', wanted));
      if (answer.kind !== 'done') return { sentence: whyNot(answer) };
      const { data, meta, ...head } = answer.answer;
      if (kind === null && this.store.getState().id === id) this.store.setState({ head });
      return { rows: data, total: meta.total, totalIsCapped: false, size: meta.limit };
    });
  }

  /** All of it as text for a spreadsheet; null where it could not be had, which was said. */
  async table(id: string, of: TableOf): Promise<string | null> {
    this.store.setState({ isSaving: true });
    const answer = await answerOf(this.#parts.bridge.call('stocktakes.table', { id, of }));
    this.store.setState({ isSaving: false });
    if (answer.kind === 'done') return answer.answer.csv;
    this.#parts.notice('refusal', whyNot(answer));
    return null;
  }

  /** What somebody has work with at the shelf, for the paper; as much as `most`, and whether there is more. */
  async stillToDo(id: string, most: number): Promise<{ findings: Finding[]; isMore: boolean }> {
    const findings: Finding[] = [];
    const counted = this.store.getState().head?.kinds ?? [];
    // What is missing is nowhere to be put.
    const kinds = new Set(counted.flatMap(({ kind }) => (kind && kind !== 'missing' ? [kind] : [])));
    for (const kind of kinds) {
      for (let offset = 0; findings.length <= most; ) {
        const answer = await answerOf(this.#parts.bridge.call('stocktakes.report', { id, kind, offset }));
        if (answer.kind !== 'done') return { findings, isMore: true };
        const { data, meta } = answer.answer;
        findings.push(...data.filter(isWork));
        offset += meta.limit;
        if (!meta.hasMore) break;
      }
    }
    return { findings: findings.slice(0, most), isMore: findings.length > most };
  }

  clear(): void {
    this.rows.clear();
    this.store.setState(nothingShown, true);
  }
}

/** The record is right, or was set right, and the copy is to be put elsewhere; or it was left alone, and somebody looks. */
const isWork = ({ action, state, next }: Finding): boolean =>
  state === 'skipped' || action === 'reshelve' || action === 'take_off' || (next !== null && next !== 'shelve');
