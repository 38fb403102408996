import type { Sum } from '#shared/contract/api/account.ts';
import type { LedgerEntry } from '#shared/contract/ledger.ts';
import type { Tx } from '../db/transaction.ts';
import { requireCurrency } from './account/service.ts';
import { writeEntry } from './ledger.ts';

type Loss = { loanId: string; memberId: string; currency: string; charge: Sum };

/** Charges a member for a copy that he lost, once a loan. Under the member's lock. @throws Refusal VALIDATION_FAILED */
export function chargeLoss(tx: Tx, { loanId, memberId, currency, charge }: Loss, now: Date): LedgerEntry {
  requireCurrency(charge, currency);
  return writeEntry(tx, { memberId, kind: 'charge', reason: 'lost', cents: charge.amount, currency, loanId }, now);
}
