import { createStore } from 'zustand/vanilla';
import type { Override } from '#shared/contract/api/loans.ts';
import type { CallInput, CallOutput } from '#shared/contract/bridge.ts';
import type { Loan, Member, MemberStanding } from '#shared/contract/records.ts';
import type { Problem } from '#shared/contract/refusals.ts';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { answerOf, type Failed, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { PagedRows } from '../../parts/table/paged-rows.ts';
import { rowPageOf } from '../../parts/table/row-page.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';
import { isBook } from '../scan-meaning.ts';
import type { Surroundings } from '../surroundings.ts';

/** What became of a renewal asked for on this screen, by loan. */
export type Renewal =
  | { kind: 'asking' }
  | { kind: 'renewed'; dueAt: string }
  | { kind: 'refused'; problem: Problem; overridden: string[] }
  /** Why not is said in the notice. */
  | { kind: 'unanswered' };

/** What there is to see about a member, in the order of the tabs. */
export const memberTabs = ['loans', 'holds', 'account', 'contact'] as const;
export type MemberTab = (typeof memberTabs)[number];

type MembersState = {
  query: string;
  member: MemberStanding | null;
  tab: MemberTab;
  renewals: ReadonlyMap<string, Renewal>;
};

const NOBODY = { member: null, tab: 'loans' as const, renewals: new Map<string, Renewal>() };
/** One letter finds half the town; a person's name is asked of the server when there are two. */
const SHORTEST_QUERY = 2;
const TYPING_MS = 200;

type MembersParts = { bridge: Bridge; surroundings: Surroundings; notice: Signal };

/** The members' screen: found and shown from the server, never kept beyond the task. */
export class MembersTask {
  readonly store = createStore<MembersState>(() => ({ query: '', ...NOBODY }));
  readonly found = new PagedRows<Member>();
  readonly loans = new PagedRows<Loan>();
  readonly #parts: MembersParts;
  #cancelSearch = () => {};
  /** Counts what was opened and cleared: answers about somebody who is no longer shown are dropped. */
  #shown = 0;

  constructor(parts: MembersParts) {
    this.#parts = parts;
  }

  /** Searches once the typing rests: each search is a call to the server. */
  search(query: string): void {
    this.store.setState({ query });
    this.#cancelSearch();
    if (query.trim().length < SHORTEST_QUERY) this.found.clear();
    else this.#cancelSearch = this.#parts.surroundings.after(TYPING_MS, () => void this.#find(query.trim()));
  }

  async #find(query: string): Promise<void> {
    await this.found.load(async (offset) =>
      rowPageOf(await answerOf(this.#parts.bridge.call('members.find', { query, offset }))),
    );
  }

  /** A card opens its member; a copy belongs to another screen. */
  async scan(scan: ScanEvent): Promise<void> {
    if (scan.kind === 'isbn') return this.#parts.notice('attention', text.members.notACard);
    if (isBook(scan)) return this.#parts.notice('attention', text.members.copyScanned);
    await this.open(scan.text);
  }

  async open(number: string): Promise<void> {
    this.close();
    const shown = this.#shown;
    const outcome = await answerOf(this.#parts.bridge.call('members.card', { number }));
    if (shown !== this.#shown) return;
    if (outcome.kind !== 'done') return this.#parts.notice('refusal', whyNot(outcome));
    const member = outcome.answer;
    this.store.setState({ member });
    this.#parts.notice('good', text.members.opened(member.name));
    await this.loans.load(async (offset) =>
      rowPageOf(await answerOf(this.#parts.bridge.call('members.loans', { memberId: member.id, offset }))),
    );
  }

  showTab(tab: MemberTab): void {
    this.store.setState({ tab });
  }

  /** Something about the member has changed: he and his loans are read again. */
  async readMemberAgain(): Promise<void> {
    const { member } = this.store.getState();
    const shown = this.#shown;
    if (!member) return;
    const outcome = await answerOf(this.#parts.bridge.call('members.card', { number: member.number }));
    if (outcome.kind !== 'done' || shown !== this.#shown) return;
    this.store.setState({ member: outcome.answer });
    await this.loans.refresh();
  }

  async renew(loan: Loan, override?: Override): Promise<void> {
    const shown = this.#shown;
    this.#note(loan.id, { kind: 'asking' });
    const order = { loanId: loan.id, ...(override && { override }) };
    const outcome = await answerOf(this.#parts.bridge.call('loans.renew', order));
    if (shown !== this.#shown) return;
    this.#note(loan.id, renewalOf(outcome, override?.codes ?? []));
    if (outcome.kind !== 'done') return this.#parts.notice('refusal', whyNot(outcome));
    this.#parts.notice('good', text.members.renewed(loan.book.title));
    await this.loans.refresh();
  }

  /**
   * Nobody knows whether a renewal without an answer was made, and sent again it might be made twice: the loans are
   * read again, and show it.
   */
  async readUnanswered(): Promise<void> {
    const shown = this.#shown;
    const { renewals } = this.store.getState();
    const unanswered = [...renewals].flatMap(([id, { kind }]) => (kind === 'unanswered' ? [id] : []));
    for (const id of unanswered) this.#note(id, { kind: 'asking' });
    await this.loans.refresh();
    if (shown !== this.#shown) return;
    const { sentence } = this.loans.store.getState();
    for (const id of unanswered) this.#note(id, sentence === null ? null : { kind: 'unanswered' });
    if (sentence !== null) this.#parts.notice('refusal', sentence);
  }

  /** Notes that the member says he brought a copy back. */
  async claimReturned(loan: Loan, reason: string): Promise<CallOutput<'loans.claimReturned'> | Failed> {
    const order = { loanId: loan.id, ...(reason && { reason }) };
    const outcome = await answerOf(this.#parts.bridge.call('loans.claimReturned', order));
    if (outcome.kind === 'done') await this.#changed(text.loanExceptions.noted(loan.book.title));
    return outcome;
  }

  /** He has it after all. */
  async withdrawClaim(loan: Loan): Promise<CallOutput<'loans.withdrawClaim'> | Failed> {
    const outcome = await answerOf(this.#parts.bridge.call('loans.withdrawClaim', { loanId: loan.id }));
    if (outcome.kind === 'done') await this.#changed(text.loanExceptions.withdrawn(loan.book.title));
    return outcome;
  }

  /** Gives the member on the screen a new card. */
  async replaceCard(card: Omit<CallInput<'members.replaceCard'>, 'memberId'>) {
    const { member } = this.store.getState();
    const shown = this.#shown;
    if (!member) throw new Error('A card is replaced for the member on the screen.');
    const outcome = await answerOf(this.#parts.bridge.call('members.replaceCard', { ...card, memberId: member.id }));
    if (outcome.kind !== 'done' || shown !== this.#shown) return outcome;
    this.store.setState({ member: { ...member, number: outcome.answer.number } });
    await this.#changed(text.replaceCard.done(member.name));
    return outcome;
  }

  async #changed(sentence: string): Promise<void> {
    this.#parts.notice('good', sentence);
    await this.readMemberAgain();
  }

  /** Answers the new member, or why there is none: the form shows it beside its fields. */
  async create(order: CallInput<'members.create'>): Promise<CallOutput<'members.create'> | Failed> {
    const shown = this.#shown;
    const outcome = await answerOf(this.#parts.bridge.call('members.create', order));
    if (outcome.kind === 'done' && shown === this.#shown) void this.open(outcome.answer.number);
    return outcome;
  }

  close(): void {
    this.#shown += 1;
    this.store.setState(NOBODY);
    this.loans.clear();
  }

  /** The task has ended: nobody is remembered. */
  clear(): void {
    this.#cancelSearch();
    this.close();
    this.found.clear();
    this.store.setState({ query: '' });
  }

  #note(loanId: string, renewal: Renewal | null): void {
    this.store.setState((state) => {
      const renewals = new Map(state.renewals);
      if (renewal) renewals.set(loanId, renewal);
      else renewals.delete(loanId);
      return { renewals };
    });
  }
}

function renewalOf(outcome: CallOutput<'loans.renew'> | Failed, overridden: string[]): Renewal {
  if (outcome.kind === 'done') return { kind: 'renewed', dueAt: outcome.answer.loan.dueAt };
  if (outcome.kind === 'refused') return { kind: 'refused', problem: outcome.problem, overridden };
  return { kind: 'unanswered' };
}
