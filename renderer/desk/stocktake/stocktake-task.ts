import { createStore } from 'zustand/vanilla';
import type { ScanEvent } from '#shared/contract/scan.ts';
import type { Stocktake } from '#shared/contract/stocktake.ts';
import type { Bridge } from '../../bridge/client.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';
import type { Surroundings } from '../surroundings.ts';
import { AccuracyHistory } from './accuracy-history.ts';
import { ClosingTask } from './closing-task.ts';
import { CountingTask } from './counting-task.ts';
import { CountsTask } from './counts-task.ts';
import { DifferencesTask } from './differences-task.ts';
import { FileLoad } from './file-load.ts';
import { ReportTask } from './report-task.ts';
import type { ScanLine } from './scan-lines.ts';

const countParts = ['scan', 'shelves', 'differences', 'report'] as const;
export type CountPart = (typeof countParts)[number];

/** All counts, or a part of one. */
type Place = { id: null } | { id: string; part: CountPart };

type StocktakeParts = {
  bridge: Bridge;
  surroundings: Surroundings;
  notice: Signal;
  /** Says what is wrong with the copy in the hand. */
  voice(line: ScanLine): void;
};

/** The stocktake: the count this desk scans into, and the one that is looked at, which may be another. */
export class StocktakeTask {
  readonly place = createStore<{ place: Place }>(() => ({ place: { id: null } }));
  readonly counts: CountsTask;
  readonly counting: CountingTask;
  readonly file: FileLoad;
  readonly differences: DifferencesTask;
  readonly closing: ClosingTask;
  readonly report: ReportTask;
  readonly accuracy: AccuracyHistory;
  readonly #notice: Signal;

  constructor({ bridge, surroundings, notice, voice }: StocktakeParts) {
    this.#notice = notice;
    this.counting = new CountingTask({ bridge, notice, voice });
    this.counts = new CountsTask({ bridge, notice, onJoined: () => this.#goToScans() });
    this.file = new FileLoad(bridge, () => this.counting.shelf.getState().reading);
    this.differences = new DifferencesTask({ bridge, surroundings, notice });
    this.closing = new ClosingTask({ bridge, surroundings, onApplied: (before) => this.#applied(before) });
    this.report = new ReportTask({ bridge, notice });
    this.accuracy = new AccuracyHistory(bridge);
  }

  /** A scan counts whichever part of the count is on the screen. */
  async scan(scan: ScanEvent): Promise<void> {
    if (this.isCounting()) await this.counting.scan(scan);
    else this.#notice('attention', text.stocktake.counts.scanNowhere);
  }

  isCounting(): boolean {
    return this.counting.counting.getState().counting !== null;
  }

  /** Somebody comes to this task: to the shelves where the desk counts along, else to the counts. */
  arrive(): void {
    const joined = this.counting.counting.getState().counting?.stocktake;
    if (joined && this.place.getState().place.id === null) this.go(joined.id, 'scan');
  }

  go(id: string, part: CountPart): void {
    this.place.setState({ place: { id, part } });
    void this.closing.read(id);
  }

  goToCounts(): void {
    this.place.setState({ place: { id: null } });
  }

  async leave(): Promise<void> {
    await this.counting.leave();
    this.goToCounts();
  }

  /** Somebody else is at work: what the desk scans into stays, what a manager looked at goes. */
  clear(): void {
    this.goToCounts();
    this.counting.endModes();
    this.file.putAway();
    this.counts.clear();
    this.differences.clear();
    this.closing.clear();
    this.report.clear();
    this.accuracy.clear();
  }

  /** Whoever has closed a count wants to see what came of it. */
  #applied({ id, state }: Stocktake): void {
    this.differences.applied();
    if (state === 'open') this.place.setState({ place: { id, part: 'report' } });
    else void this.differences.refresh();
  }

  async #goToScans(): Promise<void> {
    await this.counting.refresh();
    const joined = this.counting.counting.getState().counting?.stocktake;
    if (joined) this.go(joined.id, 'scan');
  }
}
