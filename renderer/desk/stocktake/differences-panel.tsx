import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Discrepancy } from '#shared/contract/stocktake.ts';
import { Icon } from '../../parts/icon.tsx';
import { VirtualTable } from '../../parts/table/virtual-table.tsx';
import { Wanted } from '../../parts/wanted.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { BulkChoice } from './bulk-choice.tsx';
import { CloseButton } from './close-button.tsx';
import { isUnderWay } from './closing-task.ts';
import { differenceColumns } from './difference-columns.tsx';
import { DifferenceFacts } from './difference-facts.tsx';
import { DifferenceFilter } from './difference-filter.tsx';
import { DIFFERENCES_TABLE_ID } from './differences-table-id.ts';

const ROW_HEIGHT = 62;

/** Where the shelves and the system differ, and what is done about each: while the count is open, and of late scans. */
export function DifferencesPanel({ id }: { id: string }) {
  const { differences, closing } = useDesk().tasks.stocktake;
  const stocktake = useStore(closing.store, (state) => state.stocktake);
  const isOffline = useDeskState().connection.kind === 'offline';
  const isBusy = stocktake !== null && isUnderWay(stocktake);

  // Whoever comes back, or whose line comes back, sees what is true now.
  useEffect(() => {
    if (!isOffline && !isBusy) void differences.show(id);
  }, [differences, id, isOffline, isBusy]);

  if (isOffline || isBusy) return null;
  return (
    <section className="differences" aria-label={text.stocktake.differences.label}>
      {stocktake?.state === 'closed' && <p className="quiet-sentence">{text.stocktake.differences.lateIntro}</p>}
      <Unsent />
      <DifferenceFilter />
      <div className="differences-body">
        <DifferenceTable />
        <DifferenceFacts />
      </div>
      <footer className="differences-foot">
        <BulkChoice />
        <CloseButton id={id} />
      </footer>
    </section>
  );
}

/** What lies on this desk's disk only looks missing: the manager waits for it. */
function Unsent() {
  const { counting } = useDesk().tasks.stocktake;
  const unsent = useStore(counting.counting, (state) => state.counting?.unsent ?? 0);
  if (unsent === 0) return null;
  return (
    <p className="strip tone-attention" role="status">
      <Icon name="queued" size={18} /> {text.stocktake.differences.stillUnsent(unsent)}
    </p>
  );
}

function DifferenceTable() {
  const { differences } = useDesk().tasks.stocktake;
  const { id, kind, query, sort, open } = useStore(differences.store);
  const { total, phase, sentence } = useStore(differences.rows.store);
  const columns = useMemo(differenceColumns, []);
  if (phase === 'failed') return <p className="form-refusal">{sentence}</p>;
  if (total === 0) return <Nothing isLoading={phase !== 'ready'} />;
  return (
    <VirtualTable
      id={DIFFERENCES_TABLE_ID}
      rows={differences.rows}
      columns={columns}
      label={text.stocktake.differences.label}
      rowHeight={ROW_HEIGHT}
      rowId={(row) => row.barcode}
      selectedId={open?.barcode ?? null}
      onSelect={(row) => differences.inspect(row)}
      onRowKey={(key, row) => onRowKey(differences, key, row)}
      listKey={`${id} ${kind} ${sort} ${query}`}
    />
  );
}

type Differences = ReturnType<typeof useDesk>['tasks']['stocktake']['differences'];

/** The arrows to the sides go round through what fits, Space selects. Letters and digits are a scanner's. */
function onRowKey(differences: Differences, key: string, row: Discrepancy): boolean {
  if (key === 'ArrowRight') differences.chooseNext(row, 1);
  else if (key === 'ArrowLeft') differences.chooseNext(row, -1);
  else if (key === ' ') differences.toggleSelected(row);
  else return false;
  return true;
}

function Nothing({ isLoading }: { isLoading: boolean }) {
  const { differences, closing } = useDesk().tasks.stocktake;
  const { kind, query } = useStore(differences.store);
  const isClosed = useStore(closing.store, ({ stocktake }) => stocktake?.state === 'closed');
  const words = text.stocktake.differences;
  if (isLoading) return <p className="table-sentence">{words.loading}</p>;
  if (kind || query) return <p className="table-sentence">{words.noneFound}</p>;
  return <Wanted icon="check" title={isClosed ? words.nothingLate : words.none} />;
}
