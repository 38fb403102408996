import { useStore } from 'zustand';
import type { AccuracyRow } from '#shared/contract/stocktake.ts';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { SmallTable } from '../../parts/table/small-table.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { plotOf, shareInWords } from './accuracy-points.ts';

/** How well the system agreed at each count of this branch, as a line and as numbers. */
export function AccuracyPanel() {
  const { accuracy } = useDesk().tasks.stocktake;
  const { rows } = useStore(accuracy.store);
  const words = text.stocktake.accuracy;
  if (rows === null) return null;
  return (
    <section className="accuracy" aria-labelledby="accuracy-title">
      <h2 id="accuracy-title">{words.title}</h2>
      {rows.length === 0 ? (
        <p className="quiet-sentence">{words.none}</p>
      ) : (
        <>
          <AccuracyChart rows={rows} />
          <ScrollRegion className="accuracy-numbers" label={words.numbers}>
            <AccuracyTable rows={rows} />
          </ScrollRegion>
        </>
      )}
    </section>
  );
}

function AccuracyChart({ rows }: { rows: readonly AccuracyRow[] }) {
  const { width, height, points, aimY, marks } = plotOf(rows);
  const words = text.stocktake.accuracy;
  const last = shareInWords(rows.at(-1)?.accuracy ?? 0, text.locale);
  return (
    <svg className="accuracy-chart" viewBox={`0 0 ${width} ${height}`} role="img">
      <title>{words.chart(rows.length, last)}</title>
      {marks.map(({ share, y }) => (
        <g key={share}>
          <line className="accuracy-mark" x1={64} x2={width} y1={y} y2={y} />
          <text x={58} y={y + 4} textAnchor="end">
            {shareInWords(share, text.locale)}
          </text>
        </g>
      ))}
      <line className="accuracy-aim" x1={64} x2={width} y1={aimY} y2={aimY} />
      <text className="accuracy-aim-name" x={width - 4} y={aimY + 16} textAnchor="end">
        {words.aim}
      </text>
      <polyline className="accuracy-line" points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
      {points.map(({ x, y, row }) => (
        <circle key={row.stocktakeId} className="accuracy-point" cx={x} cy={y} r={5} />
      ))}
    </svg>
  );
}

function AccuracyTable({ rows }: { rows: readonly AccuracyRow[] }) {
  const format = useFormat();
  const { columns, title } = text.stocktake.accuracy;
  return (
    <SmallTable
      caption={title}
      columns={[
        { name: columns.closed },
        { name: columns.accuracy, isNumber: true },
        { name: columns.agreeing, isNumber: true },
        { name: columns.compared, isNumber: true },
      ]}
      rows={rows.toReversed().map((row) => ({
        key: row.stocktakeId,
        cells: [
          format.day(row.closedAt),
          shareInWords(row.accuracy, text.locale),
          format.number(row.agreeing),
          format.number(row.compared),
        ],
      }))}
    />
  );
}
