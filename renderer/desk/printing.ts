import { createStore } from 'zustand/vanilla';
import { answerOf } from '../bridge/answer.ts';
import type { Bridge } from '../bridge/client.ts';
import { printHere } from '../parts/slips/print-here.ts';
import { type Paper, type PrintPage, pageHtml, type SlipDocument, slipPage } from '../parts/slips/slip-document.ts';
import type { Signal } from '../parts/tone.ts';
import { text } from '../text/language.ts';

type PrintingParts = {
  bridge: Bridge;
  notice: Signal;
  isInBrowser(): boolean;
  paperOfLists(): Paper;
  /** Whether somebody wants to see each paper first. */
  isShownFirst(): boolean;
};

/** Sends pages to the core's printer, or to the browser's where the desk runs in one; says when nothing came out. */
export class Printing {
  /** The paper that is looked at before it is printed. */
  readonly shown = createStore<{ page: PrintPage | null }>(() => ({ page: null }));
  readonly #parts: PrintingParts;

  constructor(parts: PrintingParts) {
    this.#parts = parts;
  }

  /** What is handed over or goes into a book. */
  async slip(slip: SlipDocument): Promise<void> {
    await this.#showOrPrint(slipPage(slip));
  }

  /** What staff carry about, on the paper that this desk prints its lists on. */
  async list(list: SlipDocument): Promise<void> {
    await this.#showOrPrint(slipPage(list, this.#parts.paperOfLists()));
  }

  /** What is filed: always on a sheet. */
  async report(report: SlipDocument): Promise<void> {
    await this.#showOrPrint(slipPage(report, 'a4'));
  }

  /** A drawing alone on a sheet. */
  async sheet(title: string, svg: string): Promise<void> {
    await this.#print({ title, style: 'img { width: 100%; }', body: svg, paper: 'a4' });
  }

  /** It has been looked at. */
  async printShown(): Promise<void> {
    const { page } = this.shown.getState();
    this.putAway();
    if (page) await this.#print(page);
  }

  putAway(): void {
    this.shown.setState({ page: null });
  }

  async #showOrPrint(page: PrintPage): Promise<void> {
    if (this.#parts.isShownFirst()) this.shown.setState({ page });
    else await this.#print(page);
  }

  async #print(page: PrintPage): Promise<void> {
    if (this.#parts.isInBrowser()) return printHere(page, document);
    const answer = await answerOf(this.#parts.bridge.call('print.html', { html: pageHtml(page), paper: page.paper }));
    if ('kind' in answer) return this.#parts.notice('refusal', answer.sentence);
    if (!answer.printed) return this.#parts.notice('refusal', answer.sentence ?? text.slips.notPrinted);
  }
}
