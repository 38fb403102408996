import type { ReturnAnswer } from '#shared/contract/api/loans.ts';
import type { Branch } from '#shared/contract/records.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import type { SlipDocument, SlipLine } from './slip-document.ts';

type LentOnSlip = { title: string | null; code: string; dueAt: string };

/** What a member takes home: the books and when they are due. No name is on it, for it is left in books. */
export function loanSlip(branch: Branch, loans: readonly LentOnSlip[], format: Format, now: Date): SlipDocument {
  const books = loans.flatMap((loan): SlipLine[] => [
    { kind: 'text', text: loan.title ?? loan.code },
    { kind: 'pair', left: loan.code, right: text.slips.due(format.date(loan.dueAt, now)) },
  ]);
  return {
    title: text.slips.loanTitle,
    lines: [
      { kind: 'heading', text: branch.name },
      { kind: 'small', text: format.dateTime(now.toISOString()) },
      { kind: 'rule' },
      ...books,
      { kind: 'rule' },
      { kind: 'text', text: text.slips.count(loans.length) },
      { kind: 'small', text: text.slips.thanks },
    ],
  };
}

/** What goes into the book: where it must go, in letters that are read from a trolley. */
export function routingSlip(slip: ReturnAnswer['slip'], format: Format): SlipDocument {
  const huge = slip.pickupCode ?? slip.destination;
  return {
    title: text.slips.routing[slip.kind],
    lines: [
      { kind: 'heading', text: text.slips.routing[slip.kind] },
      ...(huge ? [{ kind: 'huge', text: huge } as const] : []),
      { kind: 'rule' },
      { kind: 'text', text: slip.title },
      { kind: 'pair', left: slip.barcode, right: format.dateTime(slip.printedAt) },
    ],
  };
}
