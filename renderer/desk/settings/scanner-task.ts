import { createStore } from 'zustand/vanilla';
import { DEFAULT_WEDGE_SETTINGS, type ScanEvent, type WedgeSettings } from '#shared/contract/scan.ts';
import type { KeyPress } from '#shared/rules/wedge.ts';
import { measureTimings, type WedgeTimings } from '#shared/rules/wedge-timings.ts';
import { answerOf } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';

type ScannerState = {
  wedge: WedgeSettings;
  /** What the last test scan showed. */
  timings: WedgeTimings | null;
  /** Whatever was scanned while this screen was open, and what it was taken for. */
  lastScan: ScanEvent | null;
};

type ScannerParts = { bridge: Bridge; notice: Signal };

/** The scanner's settings: a test scan does nothing but show itself. */
export class ScannerTask {
  readonly store = createStore<ScannerState>(() => ({ wedge: DEFAULT_WEDGE_SETTINGS, timings: null, lastScan: null }));
  readonly #parts: ScannerParts;

  constructor(parts: ScannerParts) {
    this.#parts = parts;
    void this.#readWedge();
  }

  /** The scanner was perhaps made known on another day: what the desk keeps is used from the start. */
  async #readWedge(): Promise<void> {
    const wedge = await answerOf(this.#parts.bridge.call('settings.wedge', {}));
    if (!('kind' in wedge)) this.store.setState({ wedge });
  }

  async saveWedge(profile: WedgeSettings): Promise<void> {
    const wedge = await answerOf(this.#parts.bridge.call('settings.wedge', { profile }));
    if ('kind' in wedge) return this.#parts.notice('refusal', wedge.sentence);
    this.store.setState({ wedge, timings: null });
    this.#parts.notice('good', text.settings.scanner.saved);
  }

  /** All keys of one test scan. */
  measure(keys: readonly KeyPress[]): void {
    this.store.setState({ timings: measureTimings(keys, this.store.getState().wedge) });
  }

  scan(scan: ScanEvent): void {
    this.store.setState({ lastScan: scan });
    this.#parts.notice(scan.kind === 'unknown' ? 'attention' : 'good', text.settings.scanner.heard(scan.text));
  }

  forgetTest(): void {
    this.store.setState({ timings: null, lastScan: null });
  }
}
