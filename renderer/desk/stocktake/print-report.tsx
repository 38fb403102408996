import { stocktakePaper } from '../../parts/slips/stocktake-paper.ts';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, useFormat } from '../desk-context.tsx';
import type { ReportHead } from './report-task.ts';
import { actionWords, kindWords, resultWords } from './report-words.ts';
import { scopeWords } from './scope-words.ts';

/** More than this nobody carries about. */
const MOST_ON_PAPER = 500;

/** The report on a sheet: the numbers, who counted, and what somebody still has to do at the shelves. */
export function PrintReport({ id, head }: { id: string; head: ReportHead }) {
  const { printing, surroundings, tasks } = useDesk();
  const branch = useDeskState().enrolled?.branch;
  const format = useFormat();
  if (!branch) return null;

  async function print(place: string): Promise<void> {
    const { findings, isMore } = await tasks.stocktake.report.stillToDo(id, MOST_ON_PAPER);
    const work = findings.map((finding) => ({
      shelf: finding.shelf ?? '',
      copy: `${finding.title ?? text.stocktake.scan.unknownTitle} (${finding.barcode})`,
      what: [kindWords(finding.kind), actionWords(finding.action), resultWords(finding)].filter(Boolean).join(' · '),
    }));
    const paper = { place, scope: scopeWords(head.stocktake), head, kindWords, actionWords, work, isMore };
    await printing.report(stocktakePaper(paper, format, surroundings.now()));
  }

  return (
    <button type="button" className="button" onClick={() => void print(branch.name)}>
      {text.stocktake.report.print}
    </button>
  );
}
