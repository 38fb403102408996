import { createStore } from 'zustand/vanilla';
import type { ListedHold } from '#shared/contract/api/holds.ts';
import type { CallInput, CallOutput } from '#shared/contract/bridge.ts';
import type { BookLabel } from '#shared/contract/records.ts';
import { answerOf, type Failed } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { PagedRows } from '../../parts/table/paged-rows.ts';
import { rowPageOf } from '../../parts/table/row-page.ts';

/** Whom a new hold is for, or which book: the other one is asked for in the dialog. */
export type HoldWish =
  | { kind: 'book'; book: Pick<BookLabel, 'id' | 'title'> }
  | { kind: 'member'; member: { number: string; name: string } };

/** What is done about holds, each in a dialog of its own. */
type HoldDialog = { kind: 'place'; wish: HoldWish } | { kind: 'change'; hold: ListedHold };

type WaitlistsParts = {
  bridge: Bridge;
  /** A hold was placed, changed or given up: what is shown of its book or its member may be another thing now. */
  onChanged(): void;
};

/** Who waits for the book that is shown, what the member waits for who is shown, and what is done about it. */
export class WaitlistsTask {
  readonly store = createStore<{ dialog: HoldDialog | null }>(() => ({ dialog: null }));
  readonly ofBook = new PagedRows<ListedHold>();
  readonly ofMember = new PagedRows<ListedHold>();
  readonly #parts: WaitlistsParts;

  constructor(parts: WaitlistsParts) {
    this.#parts = parts;
  }

  async showBook(bookId: string): Promise<void> {
    const { bridge } = this.#parts;
    await this.ofBook.load(async (offset) =>
      rowPageOf(await answerOf(bridge.call('holds.ofBook', { bookId, offset }))),
    );
  }

  async showMember(memberId: string): Promise<void> {
    const { bridge } = this.#parts;
    await this.ofMember.load(async (offset) =>
      rowPageOf(await answerOf(bridge.call('holds.ofMember', { memberId, offset }))),
    );
  }

  open(dialog: HoldDialog): void {
    if (!this.store.getState().dialog) this.store.setState({ dialog });
  }

  close(): void {
    this.store.setState({ dialog: null });
  }

  /** A hold that was placed from its book is seen among those who wait for it; not when the desk was left meanwhile. */
  async place(order: CallInput<'holds.place'>): Promise<CallOutput<'holds.place'> | Failed> {
    const { dialog } = this.store.getState();
    const outcome = await this.#then(this.#parts.bridge.call('holds.place', order));
    const isFromBook = dialog?.kind === 'place' && dialog.wish.kind === 'book';
    const isStillShown = isFromBook && this.store.getState().dialog === dialog;
    if (outcome.kind === 'done' && isStillShown) void this.showBook(order.bookId);
    return outcome;
  }

  change(change: CallInput<'holds.change'>): Promise<CallOutput<'holds.change'> | Failed> {
    return this.#then(this.#parts.bridge.call('holds.change', change));
  }

  cancel(holdId: string): Promise<CallOutput<'holds.cancel'> | Failed> {
    return this.#then(this.#parts.bridge.call('holds.cancel', { holdId }));
  }

  forgetBook(): void {
    this.ofBook.clear();
  }

  /** The member is shown no longer; a dialog about a book, on another screen by now, is not his. */
  forgetMember({ id }: { id: string }): void {
    const { dialog } = this.store.getState();
    const isHis = dialog?.kind === 'change' ? dialog.hold.memberId === id : dialog?.wish.kind === 'member';
    if (isHis) this.close();
    this.ofMember.clear();
  }

  /** Nobody is shown any more. */
  clear(): void {
    this.close();
    this.ofBook.clear();
    this.ofMember.clear();
  }

  async #then<T extends { kind: string }>(asked: Promise<T>): Promise<T | Failed> {
    const outcome = await answerOf(asked);
    if (outcome.kind === 'done') {
      for (const rows of [this.ofBook, this.ofMember]) void rows.refresh();
      this.#parts.onChanged();
    }
    return outcome;
  }
}
