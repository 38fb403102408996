import { useStore } from 'zustand';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import type { TableOf } from './report-task.ts';

/** All rows as a file for a spreadsheet; where it goes is asked by the window or the browser. */
export function SaveTable({ id, of }: { id: string; of: TableOf }) {
  const { surroundings, tasks } = useDesk();
  const { report } = tasks.stocktake;
  const isSaving = useStore(report.store, (state) => state.isSaving);
  const format = useFormat();
  const words = text.stocktake.report;

  async function save(): Promise<void> {
    const csv = await report.table(id, of);
    if (csv !== null) saveAs(words.fileName(words.files[of], format.isoDay(surroundings.now())), csv);
  }

  return (
    <button type="button" className="button" disabled={isSaving} onClick={() => void save()}>
      {isSaving ? words.saving : words.save}
    </button>
  );
}

/** Offers a text to the browser as a download. */
function saveAs(name: string, csv: string): void {
  const address = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; the text itself is not kept.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
