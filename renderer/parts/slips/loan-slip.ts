import type { Branch } from '#shared/contract/records.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import type { SlipDocument, SlipLine } from './slip-document.ts';
import { branchHead } from './slip-head.ts';

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
      ...branchHead(branch, now.toISOString(), format),
      ...books,
      { kind: 'rule' },
      { kind: 'text', text: text.slips.count(loans.length) },
      { kind: 'small', text: text.slips.thanks },
    ],
  };
}
