// A library as one would play it with slips of paper on a table: no locks, no database, none of the server's own rules.
// Whatever one desk does after another, the server must answer what this says.

/** People, books and branches are numbers. */
export type ModelHold = { member: number; book: number; pickup: number; copy: ModelCopy | null };
export type ModelCopy = {
  book: number;
  home: number;
  at: number;
  place: 'shelf' | 'lent' | 'kept' | 'travelling' | 'maintenance';
  borrower: number | null;
  renewals: number;
  /** Where it is asked for, or under way to. */
  to: number | null;
};

export const modelTerms = { maxLoans: 2, maxRenewals: 1, maxHoldsPerBook: 2, fineCentsPerDay: 0 };

export class Model {
  readonly copies: ModelCopy[];
  /** In the order in which they were placed. */
  holds: ModelHold[] = [];

  constructor(copies: readonly { book: number; home: number }[]) {
    this.copies = copies.map(({ book, home }) => ({
      book,
      home,
      at: home,
      place: 'shelf',
      borrower: null,
      renewals: 0,
      to: null,
    }));
  }

  lend(copy: ModelCopy, member: number): string {
    const kept = this.#keptFor(copy);
    const refused = this.#refusesLoan(copy, member, kept);
    if (refused) return refused;
    const own = this.holds.find((hold) => hold.member === member && hold.book === copy.book);
    Object.assign(copy, { place: 'lent', borrower: member, renewals: 0, to: null });
    if (!own) return 'lent';
    this.holds = this.holds.filter((hold) => hold !== own);
    if (own.copy && own.copy !== copy) this.#passOn(own.copy);
    return 'lent and his hold fulfilled';
  }

  #refusesLoan(copy: ModelCopy, member: number, kept: ModelHold | undefined): string | undefined {
    if (copy.place === 'lent') return copy.borrower === member ? 'ALREADY_YOURS' : 'COPY_ON_LOAN';
    if (copy.place === 'kept' && kept?.member !== member) return 'HELD_FOR_ANOTHER';
    if (copy.place === 'travelling') return 'COPY_IN_TRANSIT';
    if (copy.place === 'maintenance') return 'COPY_NOT_LENDABLE';
    if (this.copies.filter((other) => other.borrower === member).length >= modelTerms.maxLoans) return 'LOAN_LIMIT';
    if (kept) return undefined;
    const queue = this.holds.filter((hold) => hold.book === copy.book);
    const own = queue.findIndex((hold) => hold.member === member);
    const before = (own === -1 ? queue : queue.slice(0, own)).filter((hold) => !hold.copy).length;
    const free = this.copies.filter((other) => other.book === copy.book && other.place === 'shelf').length;
    return before > 0 && free <= before ? 'HOLDS_WAITING' : undefined;
  }

  bringBack(copy: ModelCopy, branch: number, damaged: boolean): string {
    if (copy.place === 'travelling' && copy.to !== branch) return 'already_returned transit';
    const outcome = { lent: 'returned', travelling: 'received' }[copy.place as string] ?? 'already_returned';
    const askedFor = copy.place === 'travelling' ? null : copy.to;
    const inRepair = damaged || copy.place === 'maintenance';
    Object.assign(copy, { borrower: null, at: branch, to: null });
    return `${outcome} ${this.#putAway(copy, { askedFor, inRepair, damaged })}`;
  }

  #putAway(
    copy: ModelCopy,
    { askedFor, inRepair, damaged }: { askedFor: number | null; inRepair: boolean; damaged: boolean },
  ) {
    const kept = this.#keptFor(copy);
    const first = kept ?? this.#firstWaiting(copy.book);
    const goesThere = kept ? kept.pickup === askedFor : !first;
    if (askedFor !== null && askedFor !== copy.at && goesThere && !damaged) return this.#send(copy, askedFor);
    if (inRepair) {
      if (kept) kept.copy = null;
      copy.place = 'maintenance';
      return 'maintenance';
    }
    if (first) first.copy = copy;
    const destination = first?.pickup ?? copy.home;
    if (destination !== copy.at) return this.#send(copy, destination);
    copy.place = first ? 'kept' : 'shelf';
    return first ? 'hold_shelf' : 'shelve';
  }

  #send(copy: ModelCopy, to: number): string {
    Object.assign(copy, { place: 'travelling', to });
    return 'transit';
  }

  renew(copy: ModelCopy): string {
    if (copy.renewals >= modelTerms.maxRenewals) return 'RENEWAL_LIMIT';
    if (this.holds.some((hold) => hold.book === copy.book && !hold.copy && hold.member !== copy.borrower)) {
      return 'HOLDS_WAITING';
    }
    copy.renewals += 1;
    return 'renewed';
  }

  placeHold(book: number, member: number, pickup: number): string {
    const queue = this.holds.filter((hold) => hold.book === book);
    if (queue.some((hold) => hold.member === member)) return 'HOLD_EXISTS';
    if (this.copies.some((copy) => copy.book === book && copy.borrower === member)) return 'ALREADY_YOURS';
    if (queue.length >= modelTerms.maxHoldsPerBook) return 'WAITLIST_FULL';
    this.holds.push({ member, book, pickup, copy: null });
    return `placed as number ${queue.filter((hold) => !hold.copy).length + 1}`;
  }

  cancelHold(hold: ModelHold): string {
    this.holds = this.holds.filter((other) => other !== hold);
    if (hold.copy) this.#passOn(hold.copy);
    return 'cancelled';
  }

  /** Its hold is over, and nobody has it in the hand. */
  #passOn(copy: ModelCopy): void {
    const next = this.#firstWaiting(copy.book);
    if (next) next.copy = copy;
    if (copy.place === 'travelling') return;
    const destination = next?.pickup ?? copy.home;
    copy.place = next ? 'kept' : 'shelf';
    copy.to = destination === copy.at ? null : destination;
  }

  #keptFor(copy: ModelCopy): ModelHold | undefined {
    return this.holds.find((hold) => hold.copy === copy);
  }

  #firstWaiting(book: number): ModelHold | undefined {
    return this.holds.find((hold) => hold.book === book && !hold.copy);
  }
}
