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

type Shown = {
  page: PrintPage | null;
  /** Looked at after it, in their order: when the line comes back, several answers may come with a slip each. */
  waiting: readonly PrintPage[];
  /** Counts the papers, so that each is a dialog of its own. */
  turn: number;
};

const NO_PAPER: Shown = { page: null, waiting: [], turn: 0 };

/** Sends pages to the core's printer, or to the browser's where the desk runs in one; says when nothing came out. */
export class Printing {
  /** The paper that is looked at before it is printed. */
  readonly shown = createStore<Shown>(() => NO_PAPER);
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

  /** The next one, if any, is shown. */
  putAway(): void {
    this.shown.setState(({ waiting: [page = null, ...waiting], turn }) => ({ page, waiting, turn: turn + 1 }));
  }

  /** Nobody is at work any more. */
  putAllAway(): void {
    this.shown.setState(NO_PAPER);
  }

  async #showOrPrint(page: PrintPage): Promise<void> {
    if (!this.#parts.isShownFirst()) return this.#print(page);
    this.shown.setState((shown) => (shown.page ? { waiting: [...shown.waiting, page] } : { page }));
  }

  async #print(page: PrintPage): Promise<void> {
    if (this.#parts.isInBrowser()) return printHere(page, document);
    const answer = await answerOf(this.#parts.bridge.call('print.html', { html: pageHtml(page), paper: page.paper }));
    if ('kind' in answer) return this.#parts.notice('refusal', answer.sentence);
    if (!answer.printed) return this.#parts.notice('refusal', answer.sentence ?? text.slips.notPrinted);
  }
}
