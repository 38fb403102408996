import { answerOf } from '../bridge/answer.ts';
import type { Bridge } from '../bridge/client.ts';
import { type SlipDocument, slipHtml } from '../parts/slips/slip-document.ts';
import type { Signal } from '../parts/tone.ts';
import { text } from '../text/language.ts';

/** Sends pages to the core's printer and says when nothing came out. */
export class Printing {
  readonly #bridge: Bridge;
  readonly #notice: Signal;

  constructor(bridge: Bridge, notice: Signal) {
    this.#bridge = bridge;
    this.#notice = notice;
  }

  async slip(slip: SlipDocument): Promise<void> {
    await this.#print(slipHtml(slip), 'slip');
  }

  /** An SVG drawing alone on a sheet. */
  async sheet(title: string, svg: string): Promise<void> {
    await this.#print(
      `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${svg}</body></html>`,
      'a4',
    );
  }

  async #print(html: string, paper: 'slip' | 'a4'): Promise<void> {
    const answer = await answerOf(this.#bridge.call('print.html', { html, paper }));
    if ('kind' in answer) return this.#notice('refusal', answer.sentence);
    if (!answer.printed) return this.#notice('refusal', answer.sentence ?? text.slips.notPrinted);
  }
}
