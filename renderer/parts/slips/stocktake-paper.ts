import type { DiscrepancyKind, StocktakeAction, StocktakeReport } from '#shared/contract/stocktake.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import type { SlipDocument, SlipLine } from './slip-document.ts';
import { listHead } from './slip-head.ts';

type Paper = {
  /** The branch's name. */
  place: string;
  scope: string;
  head: Pick<StocktakeReport, 'stocktake' | 'kinds' | 'people'>;
  kindWords(kind: DiscrepancyKind | null): string;
  actionWords(action: StocktakeAction | null): string;
  /** What is still to be done at the shelves, in their order. */
  work: readonly { shelf: string; copy: string; what: string }[];
  isMore: boolean;
};

/** The report of a count, to be signed and filed, with the list that somebody takes to the shelves. */
export function stocktakePaper(paper: Paper, format: Format, now: Date): SlipDocument {
  const { title } = text.stocktake.report;
  return {
    title,
    lines: [
      ...listHead(title, `${paper.place} · ${paper.scope}`, now, format),
      ...figures(paper, format),
      ...kindLines(paper, format),
      ...peopleLines(paper, format),
      ...workLines(paper),
    ],
  };
}

function figures({ head: { stocktake } }: Paper, format: Format): SlipLine[] {
  const { facts } = text.stocktake.report;
  const { counts } = text.stocktake;
  const { expected, scanned, seen, late } = stocktake.counts;
  const pair = (left: string, value: number): SlipLine => ({ kind: 'pair', left, right: format.number(value) });
  const closed: SlipLine[] = stocktake.closedAt
    ? [{ kind: 'text', text: counts.closed(format.dateTime(stocktake.closedAt)) }]
    : [];
  return [
    { kind: 'text', text: counts.opened(format.dateTime(stocktake.openedAt)) },
    ...closed,
    pair(facts.expected, expected),
    pair(facts.scanned, scanned),
    pair(facts.seen, seen),
    pair(facts.late, late),
    pair(facts.skipped, stocktake.closing?.skipped ?? 0),
    { kind: 'rule' },
  ];
}

function kindLines({ head, kindWords, actionWords }: Paper, format: Format): SlipLine[] {
  const { what, columns, states } = text.stocktake.report;
  const rows = head.kinds.map(({ kind, action, state, count }) => [
    kindWords(kind),
    actionWords(action),
    states[state],
    format.number(count),
  ]);
  return table(what, [columns.kind, columns.action, columns.state, columns.count], rows);
}

function peopleLines({ head }: Paper, format: Format): SlipLine[] {
  const { who, columns, nobody } = text.stocktake.report;
  const rows = head.people.map(({ name, deskName, scanned, firstAt, lastAt }) => [
    name ?? nobody,
    deskName ?? '',
    format.span(firstAt, lastAt),
    format.number(scanned),
  ]);
  return table(who, [columns.who, columns.desk, columns.when, columns.scanned], rows);
}

function workLines({ work, isMore }: Paper): SlipLine[] {
  const { printed, columns } = text.stocktake.report;
  if (work.length === 0) return [{ kind: 'text', text: printed.workNone }];
  const rows = work.map(({ shelf, copy, what }) => [shelf, copy, what]);
  const more: SlipLine[] = isMore ? [{ kind: 'text', text: printed.more }] : [];
  return [...table(printed.work, [columns.shelf, columns.copy, columns.result], rows), ...more];
}

function table(heading: string, heads: string[], rows: string[][]): SlipLine[] {
  if (rows.length === 0) return [];
  return [
    { kind: 'heading', text: heading },
    { kind: 'table', heads, rows },
  ];
}
