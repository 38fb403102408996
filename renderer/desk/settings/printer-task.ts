import { createStore } from 'zustand/vanilla';
import type { Printers } from '#shared/contract/desk.ts';
import { answerOf } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import type { Signal } from '../../parts/tone.ts';

type PrinterState = {
  /** By the system's names; null until the core has said. */
  known: readonly string[] | null;
  chosen: Printers;
};

type PrinterParts = { bridge: Bridge; notice: Signal };

/** Which of this computer's printers prints what, kept on the desk. */
export class PrinterTask {
  readonly store = createStore<PrinterState>(() => ({ known: null, chosen: { slip: null, a4: null } }));
  readonly #parts: PrinterParts;

  constructor(parts: PrinterParts) {
    this.#parts = parts;
  }

  /** Printers come and go: asked for whenever somebody looks. */
  async read(): Promise<void> {
    const [known, chosen] = await Promise.all([
      answerOf(this.#parts.bridge.call('print.printers', {})),
      answerOf(this.#parts.bridge.call('settings.printers', {})),
    ]);
    if (!('kind' in chosen)) this.store.setState({ chosen });
    if (!('kind' in known)) this.store.setState({ known: known.printers });
  }

  async choose(printers: Printers): Promise<void> {
    const chosen = await answerOf(this.#parts.bridge.call('settings.printers', { printers }));
    if ('kind' in chosen) return this.#parts.notice('refusal', chosen.sentence);
    this.store.setState({ chosen });
  }
}
