import { loanClaimed, loanLost, loanReturned } from './loan-blocks.ts';
import { type Check, firstRefusal, type Refused } from './refusal-checks.ts';

/** What a member's word that he brought a copy back is judged by; read under the lock of the loan's copy. */
export type ClaimedReturnedFacts = {
  loan: { returnedAt: string | null; lostAt: string | null; claimedReturnedAt: string | null };
};

/** Said of an open loan, once; of a lost copy it is too late: its return takes the charge back. */
export const claimedReturnedChecks: readonly Check<ClaimedReturnedFacts>[] = [loanReturned, loanLost, loanClaimed];

/**
 * May this loan be marked as claimed returned? Koha, Evergreen and FOLIO agree on what follows: the loan stays open and
 * is neither renewed nor fined further, until the copy is found or declared lost.
 */
export function decideClaimedReturned(facts: ClaimedReturnedFacts): Refused | { kind: 'mark' } {
  const verdict = firstRefusal(claimedReturnedChecks, facts, []);
  return verdict.kind === 'refused' ? verdict : { kind: 'mark' };
}
