import type { WrittenEntry } from '#shared/contract/api/account.ts';
import type { Branch } from '#shared/contract/records.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import type { SlipDocument, SlipLine } from './slip-document.ts';
import { branchHead } from './slip-head.ts';

type PaidEntry = Pick<WrittenEntry, 'kind' | 'amount' | 'method' | 'reference' | 'at' | 'balance'>;

/**
 * The receipt for money that changed hands at the desk, or that was forgiven. The end of the card's number says whose
 * it is; no name is on it.
 */
export function paymentSlip(
  branch: Branch,
  { entry, membershipNumber }: { entry: PaidEntry; membershipNumber: string },
  format: Format,
): SlipDocument {
  const { kind, amount, method, reference, at, balance } = entry;
  // The ledger is signed by what it does to the debt; a receipt says how much it was.
  const sum = { ...amount, amount: Math.abs(amount.amount) };
  const pair = (left: string, right: string): SlipLine => ({ kind: 'pair', left, right });
  return {
    title: text.slips.account[kind],
    lines: [
      ...branchHead(branch, at, format),
      { kind: 'text', text: text.slips.account[kind] },
      { kind: 'huge', text: format.money(sum) },
      ...(method ? [pair(text.slips.method, text.slips.methods[method])] : []),
      ...(reference ? [pair(text.slips.reference, reference)] : []),
      pair(text.slips.card, `…${membershipNumber.slice(-4)}`),
      { kind: 'rule' },
      pair(
        balance.amount < 0 ? text.slips.credit : text.slips.owedNow,
        format.money({ ...balance, amount: Math.abs(balance.amount) }),
      ),
    ],
  };
}
