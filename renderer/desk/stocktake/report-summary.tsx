import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { SmallTable } from '../../parts/table/small-table.tsx';
import { text } from '../../text/language.ts';
import { useFormat } from '../desk-context.tsx';
import type { ReportHead } from './report-task.ts';
import { actionWords, kindWords } from './report-words.ts';

/** The count in numbers: what was found and done, and who counted. */
export function ReportSummary({ head }: { head: ReportHead }) {
  const format = useFormat();
  const { counts, closing } = head.stocktake;
  const words = text.stocktake.report;
  const facts = { ...counts, skipped: closing?.skipped ?? 0 };
  const names = ['expected', 'scanned', 'seen', 'late', 'skipped'] as const;
  return (
    <ScrollRegion className="panel report-summary" label={words.title}>
      <dl className="figures report-facts">
        {names.map((name) => (
          <div key={name}>
            <dt>{words.facts[name]}</dt>
            <dd>{format.number(facts[name])}</dd>
          </div>
        ))}
      </dl>
      <h3>{words.what}</h3>
      {head.kinds.length === 0 ? <p className="quiet-sentence">{words.none}</p> : <Kinds head={head} />}
      <h3>{words.who}</h3>
      <People head={head} />
    </ScrollRegion>
  );
}

function Kinds({ head }: { head: ReportHead }) {
  const format = useFormat();
  const { columns, states } = text.stocktake.report;
  return (
    <SmallTable
      columns={[{ name: columns.kind }, { name: columns.action }, { name: columns.count, isNumber: true }]}
      rows={head.kinds.map(({ kind, action, state, count }) => ({
        key: `${kind} ${action} ${state}`,
        cells: [kindWords(kind), state === 'done' ? actionWords(action) : states[state], format.number(count)],
      }))}
    />
  );
}

function People({ head }: { head: ReportHead }) {
  const format = useFormat();
  const { columns, nobody } = text.stocktake.report;
  return (
    <SmallTable
      columns={[{ name: columns.who }, { name: columns.when }, { name: columns.scanned, isNumber: true }]}
      rows={head.people.map((person) => ({
        key: `${person.staffId} ${person.deskId}`,
        cells: [
          <PersonAtDesk key="who" name={person.name ?? nobody} desk={person.deskName} />,
          format.span(person.firstAt, person.lastAt),
          format.number(person.scanned),
        ],
      }))}
    />
  );
}

function PersonAtDesk({ name, desk }: { name: string; desk: string | null }) {
  return (
    <>
      {name}
      <span className="cell-second">{desk}</span>
    </>
  );
}
