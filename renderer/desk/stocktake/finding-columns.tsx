import { createColumnHelper } from '@tanstack/react-table';
import type { Finding } from '#shared/contract/stocktake.ts';
import type { Columns, PlainFeatures } from '../../parts/table/row-window.ts';
import { text } from '../../text/language.ts';
import { actionWords, kindWords, resultWords } from './report-words.ts';

const column = createColumnHelper<PlainFeatures, Finding>();

export function findingColumns(): Columns<Finding> {
  const words = text.stocktake.report.columns;
  return column.columns([
    column.display({ id: 'copy', header: words.copy, cell: ({ row }) => <CopyCell finding={row.original} /> }),
    column.display({ id: 'shelf', header: words.shelf, cell: ({ row }) => row.original.shelf ?? '' }),
    column.display({ id: 'kind', header: words.kind, cell: ({ row }) => kindWords(row.original.kind) }),
    column.display({ id: 'result', header: words.result, cell: ({ row }) => <Result finding={row.original} /> }),
  ]);
}

type CellProps = { finding: Finding };

function CopyCell({ finding: { title, barcode, late } }: CellProps) {
  return (
    <>
      <span className="cell-title">{title ?? text.stocktake.scan.unknownTitle}</span>
      <span className="cell-second code">
        {barcode} {late && `· ${text.stocktake.report.late}`}
      </span>
    </>
  );
}

function Result({ finding }: CellProps) {
  return (
    <>
      <span className={`finding-result ${finding.state === 'skipped' ? 'tone-attention' : 'tone-plain'}`}>
        {actionWords(finding.action)}
      </span>
      <span className="finding-remark">{resultWords(finding)}</span>
    </>
  );
}
