import { createColumnHelper } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Loan } from '#shared/contract/records.ts';
import type { Columns, PlainFeatures } from '../../parts/table/row-window.ts';
import { TitleOverCode } from '../../parts/table/title-over-code.tsx';
import { VirtualTable } from '../../parts/table/virtual-table.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { type OverridableRefusal, OverrideDialog } from '../override-dialog.tsx';
import { LoanDue } from './loan-due.tsx';
import { LoanRenewal } from './loan-renewal.tsx';

const ROW_HEIGHT = 72;
const column = createColumnHelper<PlainFeatures, Loan>();
type Overriding = { loan: Loan; refusal: OverridableRefusal };

/** The member's open loans, due soonest first, each with its renewal. */
export function MemberLoans() {
  const { tasks } = useDesk();
  const { total, phase, sentence } = useStore(tasks.members.loans.store);
  const [overriding, setOverriding] = useState<Overriding | null>(null);
  const columns = useMemo(() => loanColumns((loan, refusal) => setOverriding({ loan, refusal })), []);

  return (
    <section className="member-loans">
      <h3>{text.members.loansTitle}</h3>
      {phase === 'failed' && <p className="quiet-sentence">{sentence}</p>}
      {phase === 'ready' && total === 0 && <p className="quiet-sentence">{text.members.noLoans}</p>}
      {total > 0 && (
        <VirtualTable
          rows={tasks.members.loans}
          columns={columns}
          label={text.members.loansTitle}
          rowHeight={ROW_HEIGHT}
          measured
          rowId={(loan) => loan.id}
        />
      )}
      {overriding && (
        <OverrideDialog
          purpose="renew"
          refusal={overriding.refusal}
          subject={overriding.loan.book.title}
          onOverride={(override) => tasks.members.renew(overriding.loan, override)}
          onClose={() => setOverriding(null)}
        />
      )}
    </section>
  );
}

function loanColumns(onOverride: (loan: Loan, refusal: OverridableRefusal) => void): Columns<Loan> {
  const words = text.members.loanColumns;
  return column.columns([
    column.display({
      id: 'book',
      header: words.book,
      cell: ({ row: { original: loan } }) => <TitleOverCode title={loan.book.title} code={loan.copy.barcode} />,
    }),
    column.display({ id: 'due', header: words.due, cell: ({ row }) => <LoanDue loan={row.original} /> }),
    column.display({
      id: 'action',
      header: words.action,
      cell: ({ row: { original: loan } }) => (
        <LoanRenewal loan={loan} onOverride={(refusal) => onOverride(loan, refusal)} />
      ),
    }),
  ]);
}
