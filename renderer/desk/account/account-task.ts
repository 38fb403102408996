import { createStore } from 'zustand/vanilla';
import type { Account, AccountLine } from '#shared/contract/api/account.ts';
import type { CallInput, CallOutput } from '#shared/contract/bridge.ts';
import type { Loan, MemberStanding } from '#shared/contract/records.ts';
import { answerOf, type Failed, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { PagedRows } from '../../parts/table/paged-rows.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';

/** What is done about an account, each in a dialog of its own. */
export type AccountDialog = { kind: 'payment' | 'charge' | 'waiver' | 'refund' } | { kind: 'loss'; loan: Loan };

type AccountState = {
  member: MemberStanding | null;
  /** Null until the server has said. */
  summary: Pick<Account, 'balance' | 'accrued' | 'accruing'> | null;
  dialog: AccountDialog | null;
};

const NOBODY: AccountState = { member: null, summary: null, dialog: null };

type AccountParts = {
  bridge: Bridge;
  notice: Signal;
  /** Something was paid, charged or forgiven: what stands in the member's way may be another thing now. */
  onChanged(): void;
};

type MovingCall = 'account.pay' | 'account.charge' | 'account.waive' | 'account.refund';
/** What a dialog asks for; whose account it is about is known here. */
type OrderOf<N extends MovingCall> = Omit<CallInput<N>, 'memberId'>;
type Moved = CallOutput<MovingCall>;

/** The account of the member who is at the desk or on the screen, and what is done about it. */
export class AccountTask {
  readonly store = createStore<AccountState>(() => NOBODY);
  readonly lines = new PagedRows<AccountLine>();
  readonly #parts: AccountParts;
  /** Counts whose account was shown: answers about somebody who is gone are dropped. */
  #shown = 0;
  /** Counts for whom a payment was to be taken: only the last one's dialog opens. */
  #askedFor = 0;
  /** Shown for one dialog alone: no screen behind it knows the member. */
  #isForDialog = false;

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  /** Another member is there, or the same one read again. The account is asked for where something in it matters now. */
  begin(member: MemberStanding): void {
    const { member: before } = this.store.getState();
    const isNew = before?.id !== member.id;
    if (isNew) this.clear();
    this.store.setState({ member });
    if (isNew && (member.balance.amount !== 0 || member.overdueLoans > 0)) void this.load();
  }

  /** Reads the account, from its newest line on. */
  async load(): Promise<void> {
    const { member } = this.store.getState();
    const shown = this.#shown;
    if (!member) return;
    await this.lines.load(async (offset) => {
      const outcome = await answerOf(this.#parts.bridge.call('account.read', { memberId: member.id, offset }));
      if (outcome.kind !== 'done') return { sentence: whyNot(outcome) };
      const { data, meta, balance, accrued, accruing } = outcome.answer;
      if (shown === this.#shown) this.store.setState({ summary: { balance, accrued, accruing } });
      return { rows: data, total: meta.total, totalIsCapped: false, size: meta.limit };
    });
  }

  /** Takes a payment from a member of whom only the id is known, as after the return of a late book. */
  async openFor(memberId: string): Promise<void> {
    if (this.store.getState().dialog) return;
    this.#askedFor += 1;
    const [askedFor, shown] = [this.#askedFor, this.#shown];
    // The server finds a member by his id as by his card's number.
    const outcome = await answerOf(this.#parts.bridge.call('members.card', { number: memberId }));
    // Asked for again meanwhile, or whoever asked has left the screen.
    if (askedFor !== this.#askedFor || shown !== this.#shown) return;
    if (outcome.kind !== 'done') return this.#parts.notice('refusal', whyNot(outcome));
    const wasShown = this.store.getState().member?.id === memberId;
    this.begin(outcome.answer);
    this.open({ kind: 'payment' });
    this.#isForDialog = !wasShown;
    if (!this.store.getState().dialog) this.close();
  }

  open(dialog: AccountDialog): void {
    const { member, dialog: open } = this.store.getState();
    if (!member || open) return;
    if (dialog.kind === 'payment' && this.owed() <= 0) {
      this.#parts.notice('attention', text.account.nothingOwed(member.name));
    } else {
      this.store.setState({ dialog });
    }
  }

  /** `isUncertain`: an answer was lost, and nobody here knows what was done. The account does. */
  close(isUncertain = false): void {
    this.store.setState({ dialog: null });
    if (isUncertain) this.#readAgain();
    if (this.#isForDialog) this.clear();
  }

  clear(): void {
    this.#shown += 1;
    this.#isForDialog = false;
    this.store.setState(NOBODY);
    this.lines.clear();
  }

  /** In minor units; negative where the library owes. */
  owed(): number {
    const { member, summary } = this.store.getState();
    return (summary?.balance ?? member?.balance)?.amount ?? 0;
  }

  pay(order: OrderOf<'account.pay'>) {
    return this.#move((memberId) => this.#parts.bridge.call('account.pay', { ...order, memberId }));
  }

  charge(order: OrderOf<'account.charge'>) {
    return this.#move((memberId) => this.#parts.bridge.call('account.charge', { ...order, memberId }));
  }

  waive(order: OrderOf<'account.waive'>) {
    return this.#move((memberId) => this.#parts.bridge.call('account.waive', { ...order, memberId }));
  }

  refund(order: OrderOf<'account.refund'>) {
    return this.#move((memberId) => this.#parts.bridge.call('account.refund', { ...order, memberId }));
  }

  async declareLost(order: CallInput<'account.declareLost'>): Promise<CallOutput<'account.declareLost'> | Failed> {
    const outcome = await answerOf(this.#parts.bridge.call('account.declareLost', order));
    if (outcome.kind === 'done') this.#readAgain();
    return outcome;
  }

  async #move(send: (memberId: string) => Promise<Moved>): Promise<Moved | Failed> {
    const { member } = this.store.getState();
    if (!member) return { kind: 'failed', sentence: text.account.nobody };
    const outcome = await answerOf(send(member.id));
    if (outcome.kind === 'done') this.#readAgain();
    // Another desk may have been quicker: the dialog then shows what is owed now.
    else if (outcome.kind === 'refused') void this.load();
    return outcome;
  }

  #readAgain(): void {
    void this.load();
    this.#parts.onChanged();
  }
}
