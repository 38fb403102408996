import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { DiscrepancyKind } from '#shared/contract/stocktake.ts';
import { LabelledSelect } from '../../parts/labelled-select.tsx';
import { VirtualTable } from '../../parts/table/virtual-table.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { isUnderWay } from './closing-task.ts';
import { findingColumns } from './finding-columns.tsx';
import { PrintReport } from './print-report.tsx';
import { ReportSummary } from './report-summary.tsx';
import type { ReportHead } from './report-task.ts';
import { SaveTable } from './save-table.tsx';

const ROW_HEIGHT = 56;

/** What was counted, found, missing and changed, and by whom. */
export function ReportPanel({ id }: { id: string }) {
  const { report, closing } = useDesk().tasks.stocktake;
  const { head, kind } = useStore(report.store);
  const { phase, sentence } = useStore(report.rows.store);
  const isBusy = useStore(closing.store, ({ stocktake }) => stocktake !== null && isUnderWay(stocktake));
  const isOffline = useDeskState().connection.kind === 'offline';

  useEffect(() => {
    if (!isOffline && !isBusy) void report.show(id);
  }, [report, id, isOffline, isBusy]);

  if (isOffline) return null;
  if (phase === 'failed') return <p className="form-refusal">{sentence}</p>;
  if (!head) return <p className="table-sentence">{text.stocktake.report.loading}</p>;
  return (
    <div className="report">
      <div className="report-tools">
        <KindSelect id={id} head={head} kind={kind} />
        <SaveTable id={id} of="report" />
        <PrintReport id={id} head={head} />
      </div>
      <div className="report-body">
        <Findings id={id} />
        <ReportSummary head={head} />
      </div>
    </div>
  );
}

function KindSelect({ id, head, kind }: { id: string; head: ReportHead; kind: DiscrepancyKind | null }) {
  const { report } = useDesk().tasks.stocktake;
  const words = text.stocktake.report;
  const kinds = [...new Set(head.kinds.flatMap((row) => row.kind ?? []))];
  return (
    <LabelledSelect
      label={text.stocktake.differences.kindsLabel}
      value={kind ?? ''}
      choices={[
        { value: '' as const, label: words.all },
        ...kinds.map((value) => ({ value, label: text.stocktake.differences.kinds[value] })),
      ]}
      onChange={(chosen) => void report.show(id, chosen || null)}
    />
  );
}

function Findings({ id }: { id: string }) {
  const { report } = useDesk().tasks.stocktake;
  const kind = useStore(report.store, (state) => state.kind);
  const { total, phase } = useStore(report.rows.store);
  const columns = useMemo(findingColumns, []);
  const words = text.stocktake.report;
  if (total === 0) return <p className="table-sentence">{phase === 'ready' ? words.none : words.loading}</p>;
  return (
    <VirtualTable
      rows={report.rows}
      columns={columns}
      label={words.findings}
      rowHeight={ROW_HEIGHT}
      measured
      rowId={({ barcode, late }) => `${barcode} ${late}`}
      listKey={`${id} ${kind}`}
    />
  );
}
