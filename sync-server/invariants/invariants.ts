import type { Sql } from '../db/sql.ts';
import {
  daysFinedTwice,
  finesOverTheLoansCap,
  finesOverTheMembersCap,
  otherCurrencies,
  paidMoreThanOwed,
} from './account-queries.ts';
import { answersWithoutEffect, effectsWithTwoAnswers } from './answer-queries.ts';
import {
  accountsAgainstAudit,
  holdsAgainstAudit,
  loansAgainstAudit,
  movesAgainstAudit,
  stocktakesAgainstAudit,
  transfersAgainstAudit,
} from './audit-queries.ts';
import {
  copiesOutsideTheFeed,
  feedWithoutTriggers,
  rewritableTables,
  roleAboveRowSecurity,
  secondChargesNotRefused,
  secondHoldsNotRefused,
  secondLoansNotRefused,
  tablesWithoutRowSecurity,
  takenNumbersNotRefused,
} from './guard-queries.ts';
import {
  copyForTwoHolds,
  holdsWithoutTheirCopy,
  lentFromTheShelf,
  overtaken,
  shelfWithoutHold,
  twoHoldsOnABook,
} from './hold-queries.ts';
import {
  barcodesTwice,
  numbersTwice,
  stateAgainstTransfer,
  transfersFromElsewhere,
  twoOpenTransfers,
} from './library-queries.ts';
import { dueDateAgainstLoan, loansThatOverlap, stateAgainstLoan, twoOpenLoans } from './loan-queries.ts';
import type { OffenceRow } from './queries.ts';

export type Invariant = {
  /** Its number among the twelve of domain.md. */
  number: number;
  sentence: string;
  /** Whatever contradicts it. */
  query: Sql<OffenceRow>;
};

/** What is always true of a library, whatever happened at how many desks, as far as its database can tell. */
export const invariants = [
  { number: 1, sentence: 'A copy has at most one open loan.', query: twoOpenLoans },
  { number: 1, sentence: 'The database refuses a second open loan of a copy.', query: secondLoansNotRefused },
  { number: 2, sentence: 'A copy is on loan exactly while somebody has it.', query: stateAgainstLoan },
  { number: 2, sentence: 'A copy and its loan name the same due date.', query: dueDateAgainstLoan },
  { number: 2, sentence: 'A copy is in transit exactly while a transfer is under way.', query: stateAgainstTransfer },
  { number: 2, sentence: 'A transfer is asked for from where the copy stands.', query: transfersFromElsewhere },
  { number: 3, sentence: 'A barcode is on one copy only.', query: barcodesTwice },
  { number: 3, sentence: 'A membership number belongs to one member only.', query: numbersTwice },
  { number: 3, sentence: 'The database refuses barcodes and numbers that are taken.', query: takenNumbersNotRefused },
  { number: 4, sentence: 'A member waits for a book at most once.', query: twoHoldsOnABook },
  { number: 4, sentence: 'A copy is kept for at most one hold.', query: copyForTwoHolds },
  { number: 4, sentence: 'A copy is in at most one open transfer.', query: twoOpenTransfers },
  { number: 4, sentence: 'A hold’s copy stands ready for it or travels to it.', query: holdsWithoutTheirCopy },
  {
    number: 4,
    sentence: 'The database refuses a second hold, or transfer, of the same.',
    query: secondHoldsNotRefused,
  },
  { number: 5, sentence: 'Nobody in the queue is overtaken.', query: overtaken },
  { number: 6, sentence: 'What stands on the hold shelf is kept for somebody.', query: shelfWithoutHold },
  { number: 6, sentence: 'What is ready for one member is lent to nobody else.', query: lentFromTheShelf },
  { number: 7, sentence: 'The fines of a loan stay within its cap.', query: finesOverTheLoansCap },
  { number: 7, sentence: 'The unpaid fines of a member stay within his cap.', query: finesOverTheMembersCap },
  { number: 7, sentence: 'No day overdue is fined twice.', query: daysFinedTwice },
  { number: 7, sentence: 'Nobody pays, or is forgiven, more than he owes.', query: paidMoreThanOwed },
  { number: 7, sentence: 'A library reckons in one currency.', query: otherCurrencies },
  { number: 7, sentence: 'The database refuses to charge or take the same twice.', query: secondChargesNotRefused },
  { number: 7, sentence: 'The audit and the ledger are only ever added to.', query: rewritableTables },
  { number: 8, sentence: 'Every change of a loan has one audit event.', query: loansAgainstAudit },
  { number: 8, sentence: 'Every change of a hold has one audit event.', query: holdsAgainstAudit },
  { number: 8, sentence: 'Every change of a transfer has one audit event.', query: transfersAgainstAudit },
  { number: 8, sentence: 'Every change of a count has one audit event.', query: stocktakesAgainstAudit },
  { number: 8, sentence: 'Every line of an account has one audit event.', query: accountsAgainstAudit },
  { number: 8, sentence: 'Every move of a copy is told by an audit event.', query: movesAgainstAudit },
  { number: 9, sentence: 'What was answered to a key was done.', query: answersWithoutEffect },
  { number: 9, sentence: 'What was done under one key was done once.', query: effectsWithTwoAnswers },
  { number: 10, sentence: 'Every table keeps the rows of tenants apart.', query: tablesWithoutRowSecurity },
  { number: 10, sentence: 'The server cannot bypass row-level security.', query: roleAboveRowSecurity },
  { number: 11, sentence: 'Every copy is in the feed of its branches.', query: copiesOutsideTheFeed },
  { number: 11, sentence: 'No change of a copy or a book can miss the feed.', query: feedWithoutTriggers },
  { number: 12, sentence: 'A late return undoes nothing newer.', query: loansThatOverlap },
] as const satisfies readonly Invariant[];

export type InvariantSentence = (typeof invariants)[number]['sentence'];
