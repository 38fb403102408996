import { createStore } from 'zustand/vanilla';
import type { HoldShelfRow, PickListRow, ToClearRow } from '#shared/contract/api/holds.ts';
import type { Branch } from '#shared/contract/records.ts';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { answerOf, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { FETCHED_AT_ONCE, pickListPaper } from '../../parts/slips/pick-list.ts';
import type { SlipDocument } from '../../parts/slips/slip-document.ts';
import { PagedRows } from '../../parts/table/paged-rows.ts';
import { everyRow, rowPageOf } from '../../parts/table/row-page.ts';
import type { Signal } from '../../parts/tone.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import type { ReturnLine } from '../returns/return-lines.ts';
import { ReturnsTask } from '../returns/returns-task.ts';
import type { Surroundings } from '../surroundings.ts';

/** The lists of this branch's holds, in the order of the tabs. */
export const holdLists = ['pickList', 'shelf', 'toClear'] as const;
export type HoldList = (typeof holdLists)[number];

type HoldListsState = {
  list: HoldList;
  /** When the lists were last read from the server, for a desk whose line is down. */
  readAt: Date | null;
};

type HoldListsParts = {
  bridge: Bridge;
  surroundings: Surroundings;
  notice: Signal;
  voice(line: ReturnLine, isBulk: boolean): void;
};

/** What to fetch, what waits and what to clear at this branch; a copy fetched or cleared is scanned as a return. */
export class HoldListsTask {
  readonly store = createStore<HoldListsState>(() => ({ list: 'pickList', readAt: null }));
  readonly rows = {
    pickList: new PagedRows<PickListRow>(),
    shelf: new PagedRows<HoldShelfRow>(),
    toClear: new PagedRows<ToClearRow>(),
  };
  /** That a copy is in the hand is an observation: it is answered, or queued, exactly as on the screen Return. */
  readonly scans: ReturnsTask;
  readonly #parts: HoldListsParts;
  /** Copies that the server is being told of, until the list without them is there. */
  readonly #notFound = new Set<string>();

  constructor(parts: HoldListsParts) {
    this.#parts = parts;
    this.scans = new ReturnsTask(parts);
  }

  show(list: HoldList): void {
    this.store.setState({ list });
  }

  /** Reads all lists, from wherever each is scrolled to; what stood there stays when the line is down. */
  async read(): Promise<void> {
    const { bridge } = this.#parts;
    const { pickList, shelf, toClear } = this.rows;
    await Promise.all([
      readOn(pickList, async (offset) => rowPageOf(await answerOf(bridge.call('holds.pickList', { offset })))),
      readOn(shelf, async (offset) => rowPageOf(await answerOf(bridge.call('holds.shelf', { offset })))),
      readOn(toClear, async (offset) => rowPageOf(await answerOf(bridge.call('holds.toClear', { offset })))),
    ]);
    const isLive = Object.values(this.rows).every((rows) => rows.store.getState().phase === 'ready');
    if (isLive) this.store.setState({ readAt: this.#parts.surroundings.now() });
  }

  async scan(scan: ScanEvent): Promise<void> {
    await this.scans.scan(scan);
    await this.read();
  }

  /** Somebody looked, and it is not on its shelf: the next copy is asked for, here or elsewhere. */
  async notFound({ copy, book }: PickListRow): Promise<void> {
    const { bridge, notice } = this.#parts;
    if (this.#notFound.has(copy.barcode)) return;
    this.#notFound.add(copy.barcode);
    const outcome = await answerOf(bridge.call('holds.notFound', { barcode: copy.barcode }));
    if (outcome.kind === 'done') notice('attention', text.holds.notFound(book.title, outcome.answer.instead));
    else notice('refusal', whyNot(outcome));
    await this.read();
    this.#notFound.delete(copy.barcode);
  }

  /** The whole list, whatever is in sight of it; null where it cannot be had. */
  async pickListPaper(branch: Branch, format: Format): Promise<SlipDocument | null> {
    const { bridge, notice, surroundings } = this.#parts;
    const toFetch = await everyRow(
      async (offset) => rowPageOf(await answerOf(bridge.call('holds.pickList', { offset }))),
      FETCHED_AT_ONCE,
    );
    if ('rows' in toFetch) return pickListPaper(branch, toFetch, format, surroundings.now());
    notice('refusal', toFetch.sentence);
    return null;
  }

  /** Somebody else signs in: nothing of what was scanned stays. */
  clear(): void {
    this.scans.clear();
    for (const rows of Object.values(this.rows)) rows.clear();
    this.store.setState({ list: 'pickList', readAt: null });
  }
}

type Read<T> = Parameters<PagedRows<T>['load']>[0];

const readOn = <T>(rows: PagedRows<T>, read: Read<T>): Promise<void> =>
  rows.store.getState().phase === 'idle' ? rows.load(read) : rows.refresh();
