import { z } from 'zod';
import type { CallOutput } from '#shared/contract/bridge.ts';
import { Id } from '#shared/contract/primitives.ts';
import type { Problem } from '#shared/contract/refusals.ts';
import type { ScanEvent } from '#shared/contract/scan.ts';
import type { Failed } from '../../bridge/answer.ts';
import { codeWarning } from '../scan-meaning.ts';
import type { CheckoutLine, LineOutcome } from './checkout-session.ts';

/** The line of a scan, with what it came to so far. */
export function lineOf(scan: ScanEvent, subject: 'card' | 'copy', outcome: LineOutcome): CheckoutLine {
  const { id, at, text: code } = scan;
  return { id, at, subject, code, title: null, warning: codeWarning(scan, subject), outcome };
}

/** What the server, or its absence, made of a checkout. `overridden`: the codes that were set aside. */
export function checkoutOutcome(outcome: CallOutput<'loans.checkout'> | Failed, overridden: string[]): LineOutcome {
  if (outcome.kind === 'refused') return { ...outcome, overridden };
  if (outcome.kind !== 'done') return unanswered(outcome);
  const { loan, fulfilledHoldId } = outcome.answer;
  return { kind: 'lent', loanId: loan.id, dueAt: loan.dueAt, holdFulfilled: fulfilledHoldId !== undefined, overridden };
}

export function renewalOutcome(outcome: CallOutput<'loans.renew'> | Failed, overridden: string[]): LineOutcome {
  if (outcome.kind === 'refused') return { ...outcome, overridden };
  if (outcome.kind !== 'done') return unanswered(outcome);
  return { kind: 'renewed', loanId: outcome.answer.loan.id, dueAt: outcome.answer.loan.dueAt };
}

export function unanswered(outcome: { kind: 'offline' | 'failed'; sentence: string }): LineOutcome {
  return { kind: 'unanswered', because: outcome.kind, sentence: outcome.sentence };
}

const LoanFact = z.object({ loanId: Id });

/** ALREADY_YOURS carries the loan in its facts, so that it can be renewed here and now. */
export function renewableLoanId(problem: Problem): string | null {
  if (problem.code !== 'ALREADY_YOURS') return null;
  const facts = LoanFact.safeParse(problem.facts);
  return facts.success ? facts.data.loanId : null;
}
