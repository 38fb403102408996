import { ScrollRegion } from '../../parts/scroll-region.tsx';
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
    <ScrollRegion className="report-summary" label={words.title}>
      <dl className="report-facts">
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
    <table className="small-table">
      <thead>
        <tr>
          <th scope="col">{columns.kind}</th>
          <th scope="col">{columns.action}</th>
          <th scope="col" className="number">
            {columns.count}
          </th>
        </tr>
      </thead>
      <tbody>
        {head.kinds.map(({ kind, action, state, count }) => (
          <tr key={`${kind} ${action} ${state}`}>
            <td>{kindWords(kind)}</td>
            <td>{state === 'done' ? actionWords(action) : states[state]}</td>
            <td className="number">{format.number(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function People({ head }: { head: ReportHead }) {
  const format = useFormat();
  const { columns, nobody } = text.stocktake.report;
  return (
    <table className="small-table">
      <thead>
        <tr>
          <th scope="col">{columns.who}</th>
          <th scope="col">{columns.when}</th>
          <th scope="col" className="number">
            {columns.scanned}
          </th>
        </tr>
      </thead>
      <tbody>
        {head.people.map((person) => (
          <tr key={`${person.staffId} ${person.deskId}`}>
            <td>
              {person.name ?? nobody}
              <span className="cell-second">{person.deskName}</span>
            </td>
            <td>
              {format.dateTime(person.firstAt)} – {format.time(person.lastAt)}
            </td>
            <td className="number">{format.number(person.scanned)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
