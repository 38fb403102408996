import type { PolicyTerms } from '#shared/contract/policy.ts';
import { type BranchCalendar, daysAfter, localDate } from './calendar.ts';

/** Everything a fine is reckoned from, but the day up to which; read under the member's lock when it is charged. */
export type OverdueFacts = {
  dueAt: Date;
  /**
   * Later days are not fined: when the copy was declared lost, as the charge for the loss stands instead; or when the
   * member said that he had brought it back.
   */
  stoppedAt: Date | null;
  /** Of the branch that lent the copy: where it was due. */
  calendar: BranchCalendar;
  terms: Pick<PolicyTerms, 'fineCentsPerDay' | 'graceDaysFirstOverdue' | 'fineCapLoanCents' | 'fineCapMemberCents'>;
  /** The member never brought or renewed anything late before. */
  firstOverdueEver: boolean;
  /** Fines of this loan that were charged before, when it was renewed late. */
  chargedOnLoanCents: number;
  /** What the member owes in all; negative when the library owes him. */
  balanceCents: number;
  /** The sum of all fines ever charged to the member. */
  finesEverCents: number;
};

/** A fine with its working. Nothing is owed for a `daysOverdue` of 0, within the grace, or where a cap is reached. */
export type Fine = {
  cents: number;
  /** Days after the due day on which the branch was open, the last one included. */
  daysOverdue: number;
  /** Days after the due day that were free because the branch was closed. */
  closedDays: number;
  withinGrace: boolean;
  cappedBy: 'loan' | 'member' | null;
};

/**
 * The fine of a loan that comes back, or is renewed, at `until`, in cents (domain.md, "Default policy").
 *
 * A day overdue is a calendar day on the lending branch's own clock after the due day, up to and including the day of
 * the return, on which that branch was open. The due day itself is free to its last minute, also after closing time.
 * Grace is all or nothing: within it nothing is owed, beyond it every day is (Koha's default `FinesIncludeGracePeriod`;
 * FOLIO's OverduePeriodCalculatorService does the same).
 */
export function overdueFine(facts: OverdueFacts, until: Date): Fine {
  const { terms, stoppedAt } = facts;
  const last = stoppedAt && stoppedAt < until ? stoppedAt : until;
  const { timeZone } = facts.calendar;
  const [dueDay, lastDay] = [localDate(facts.dueAt, timeZone), localDate(last, timeZone)];
  const { open: daysOverdue, closed: closedDays } = daysAfter(facts.calendar, dueDay, lastDay);
  const withinGrace = daysOverdue > 0 && facts.firstOverdueEver && daysOverdue <= terms.graceDaysFirstOverdue;
  const full = withinGrace ? 0 : daysOverdue * terms.fineCentsPerDay;
  return { daysOverdue, closedDays, withinGrace, ...capped(full, facts) };
}

/**
 * What of a member's debt is fines. Payments are not for one charge or another, so they are taken to have paid for
 * other things first: the cap is then reached sooner, never later.
 */
export function unpaidFines({ balanceCents, finesEverCents }: Pick<OverdueFacts, 'balanceCents' | 'finesEverCents'>) {
  return Math.max(0, Math.min(balanceCents, finesEverCents));
}

function capped(full: number, facts: OverdueFacts): Pick<Fine, 'cents' | 'cappedBy'> {
  const { terms, chargedOnLoanCents } = facts;
  const roomOfLoan = Math.max(0, terms.fineCapLoanCents - chargedOnLoanCents);
  const roomOfMember = Math.max(0, terms.fineCapMemberCents - unpaidFines(facts));
  if (full <= Math.min(roomOfLoan, roomOfMember)) return { cents: full, cappedBy: null };
  return roomOfLoan <= roomOfMember
    ? { cents: roomOfLoan, cappedBy: 'loan' }
    : { cents: roomOfMember, cappedBy: 'member' };
}

export type FineEffect =
  | { kind: 'charge_fine'; fine: Fine }
  /** From now on there is no grace for this member any more. */
  | { kind: 'note_first_overdue'; withinGrace: boolean };

/** What is charged and remembered when an overdue ends at `until`, by the copy's return or a renewal. */
export function endOverdue(facts: OverdueFacts, until: Date): FineEffect[] {
  const fine = overdueFine(facts, until);
  const effects: FineEffect[] = fine.cents > 0 ? [{ kind: 'charge_fine', fine }] : [];
  if (!facts.firstOverdueEver || fine.daysOverdue === 0) return effects;
  return [...effects, { kind: 'note_first_overdue', withinGrace: fine.withinGrace }];
}

/**
 * What each of a member's overdue loans would cost if all came back now, in this order: one uses up the grace, and all of
 * them the room below his cap. For showing; nothing of it is owed yet.
 */
export function accruingFines(loans: readonly OverdueFacts[], now: Date): Fine[] {
  let accrued = 0;
  let mayBeFirst = true;
  return loans.map((loan) => {
    const balanceCents = loan.balanceCents + accrued;
    const finesEverCents = loan.finesEverCents + accrued;
    const firstOverdueEver = loan.firstOverdueEver && mayBeFirst;
    const fine = overdueFine({ ...loan, balanceCents, finesEverCents, firstOverdueEver }, now);
    accrued += fine.cents;
    mayBeFirst &&= fine.daysOverdue === 0;
    return fine;
  });
}

/** The sum that the effects charge, in cents. */
export const finesIn = (effects: readonly { kind: string; fine?: Fine }[]): number =>
  effects.reduce((sum, { fine }) => sum + (fine?.cents ?? 0), 0);
