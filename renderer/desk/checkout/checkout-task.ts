import { createStore } from 'zustand/vanilla';
import type { Override } from '#shared/contract/api/loans.ts';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { answerOf } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { text } from '../../text/language.ts';
import { meaningAtCheckout } from '../scan-meaning.ts';
import type { Surroundings } from '../surroundings.ts';
import { checkoutOutcome, lineOf, renewableLoanId, renewalOutcome, unanswered } from './checkout-line.ts';
import {
  type CheckoutLine,
  type CheckoutState,
  type ChosenCopy,
  cardScanned,
  EMPTY_CHECKOUT,
  type EndReason,
  endSession,
  type LineOutcome,
  lineAdded,
  lineAnswered,
  lineTitled,
  memberShown,
} from './checkout-session.ts';

/** Nobody stands at a desk this long without a scan: the member goes from the screen. */
export const MEMBER_IDLE_MS = 4 * 60_000;

/** Says what happened, by sound and to screen readers. */
type CheckoutVoice = {
  member(standing: NonNullable<CheckoutState['member']>): void;
  line(line: CheckoutLine): void;
};

type CheckoutParts = {
  bridge: Bridge;
  surroundings: Surroundings;
  voice: CheckoutVoice;
  /** The member has everything, and the session on the screen is about to be wiped. */
  onServed(): void;
};

/** The check-out screen's memory and its conversation with the core. */
export class CheckoutTask {
  readonly store = createStore<CheckoutState>(() => EMPTY_CHECKOUT);
  readonly #parts: CheckoutParts;
  #cancelIdle = () => {};

  constructor(parts: CheckoutParts) {
    this.#parts = parts;
  }

  /** One scan, worked off to its end. */
  async scan(scan: ScanEvent): Promise<void> {
    const { member } = this.store.getState();
    const meaning = meaningAtCheckout(scan, member !== null);
    if (meaning === 'isbn') this.#add(lineOf(scan, 'copy', { kind: 'other', sentence: text.scan.isbnNotCopy }));
    else if (meaning === 'copy') await this.#scanCopy(scan);
    else if (meaning === 'copy_or_card') await this.#scanCopyOrCard(scan);
    else await this.#scanCard(scan, meaning === 'card_or_copy');
    this.touch();
  }

  /** A copy that cannot be scanned was chosen in the catalogue: it is for the member at the desk, or for the next card. */
  async choose(copy: ChosenCopy): Promise<void> {
    this.#update((state) => ({ ...state, chosen: copy }));
    if (this.store.getState().member) await this.#lendChosen();
    this.touch();
  }

  async #lendChosen(): Promise<void> {
    const { chosen } = this.store.getState();
    if (!chosen) return;
    const at = this.#parts.surroundings.now().toISOString();
    const copy = { subject: 'copy', code: chosen.barcode, title: chosen.title, warning: null } as const;
    const line: CheckoutLine = { id: crypto.randomUUID(), at, ...copy, outcome: { kind: 'asking' } };
    this.#update((state) => ({ ...state, chosen: null }));
    this.#add(line);
    await this.#lend(line);
  }

  /** Lends what was refused; never to anybody but the member to whom it was refused. */
  async override(line: CheckoutLine, override: Override): Promise<void> {
    const isOfThisSession = this.store.getState().lines.some(({ id }) => id === line.id);
    if (isOfThisSession) await this.#lend(line, override);
  }

  /** Renews the loan that an ALREADY_YOURS refusal is about. Each renewal counts: a second press is no second one. */
  async renew({ id }: CheckoutLine): Promise<void> {
    const { session, lines } = this.store.getState();
    const outcome = lines.find((line) => line.id === id)?.outcome;
    const loanId = outcome?.kind === 'refused' ? renewableLoanId(outcome.problem) : null;
    if (!loanId) return;
    this.#update((state) => lineAnswered(state, id, { kind: 'asking' }));
    const answer = await answerOf(this.#parts.bridge.call('loans.renew', { loanId }));
    this.#answer(session, id, renewalOutcome(answer, []));
  }

  /** Something about the member has changed: what stands in the way is read again. */
  async readMemberAgain(): Promise<void> {
    const { session, member } = this.store.getState();
    if (!member) return;
    const outcome = await answerOf(this.#parts.bridge.call('members.card', { number: member.number }));
    if (outcome.kind !== 'done' || this.store.getState().session !== session) return;
    this.#update((state) => ({ ...state, member: outcome.answer }));
  }

  end(reason: EndReason): void {
    if (reason === 'finished') this.#parts.onServed();
    this.#cancelIdle();
    this.#update((state) => endSession(state, reason));
  }

  /** Somebody is there: postpones the idle end. */
  touch(): void {
    this.#cancelIdle();
    const { member, lines, chosen } = this.store.getState();
    if (!member && !chosen && lines.length === 0) return;
    this.#cancelIdle = this.#parts.surroundings.after(MEMBER_IDLE_MS, () => this.end('idle'));
  }

  async #scanCard(scan: ScanEvent, mayBeCopy: boolean): Promise<void> {
    this.#parts.onServed();
    this.#update(cardScanned);
    const { session } = this.store.getState();
    const outcome = await answerOf(this.#parts.bridge.call('members.card', { number: scan.text }));
    if (this.store.getState().session !== session) return;
    if (outcome.kind === 'done') {
      this.#update((state) => memberShown(state, outcome.answer));
      this.#parts.voice.member(outcome.answer);
      return this.#lendChosen();
    }
    if (outcome.kind !== 'refused') return this.#add(lineOf(scan, 'card', unanswered(outcome)));
    if (mayBeCopy && outcome.problem.code === 'MEMBER_NOT_FOUND') return this.#scanCopy(scan);
    this.#add(lineOf(scan, 'card', { ...outcome, overridden: [] }));
  }

  async #scanCopy(scan: ScanEvent): Promise<void> {
    const { member } = this.store.getState();
    if (!member) return this.#showCopy(scan);
    const line = lineOf(scan, 'copy', { kind: 'asking' });
    this.#add(line);
    void this.#title(line);
    await this.#lend(line);
  }

  /** A code that fits no pattern: the server's copies are asked first, then its cards. */
  async #scanCopyOrCard(scan: ScanEvent): Promise<void> {
    await this.#scanCopy(scan);
    const line = this.store.getState().lines.find(({ id }) => id === scan.id);
    if (line?.outcome.kind !== 'refused' || line.outcome.problem.code !== 'COPY_NOT_FOUND') return;
    const card = await answerOf(this.#parts.bridge.call('members.card', { number: scan.text }));
    if (card.kind === 'done') await this.#scanCard(scan, false);
  }

  /** Without a member nothing can be lent, but the book in the hand is shown. */
  async #showCopy(scan: ScanEvent): Promise<void> {
    const found = await answerOf(this.#parts.bridge.call('catalog.copy', { barcode: scan.text }));
    const known = 'kind' in found ? { copy: null, book: null } : found;
    this.#add({ ...lineOf(scan, 'copy', { kind: 'no_member', copy: known.copy }), title: known.book?.title ?? null });
  }

  async #lend(line: CheckoutLine, override?: Override): Promise<void> {
    const { session, member } = this.store.getState();
    if (!member) return;
    const order = { barcode: line.code, membershipNumber: member.number, ...(override && { override }) };
    const outcome = await answerOf(this.#parts.bridge.call('loans.checkout', order));
    if (outcome.kind === 'done') this.#update((state) => lineTitled(state, line.id, outcome.answer.loan.book.title));
    this.#answer(session, line.id, checkoutOutcome(outcome, override?.codes ?? []));
  }

  /** The cache knows the title at once, also of what the server will refuse. */
  async #title(line: CheckoutLine): Promise<void> {
    const found = await answerOf(this.#parts.bridge.call('catalog.copy', { barcode: line.code }));
    const book = 'kind' in found ? null : found.book;
    if (book) this.#update((state) => lineTitled(state, line.id, book.title));
  }

  #add(line: CheckoutLine): void {
    this.#update((state) => lineAdded(state, line));
    if (line.outcome.kind !== 'asking') this.#parts.voice.line(line);
  }

  /** An answer to a session that has ended says nothing on the screen any more. */
  #answer(session: number, id: string, outcome: LineOutcome): void {
    if (this.store.getState().session !== session) return;
    this.#update((state) => lineAnswered(state, id, outcome));
    const line = this.store.getState().lines.find((candidate) => candidate.id === id);
    if (line) this.#parts.voice.line(line);
  }

  #update(change: (state: CheckoutState) => CheckoutState): void {
    this.store.setState(change, true);
  }
}
