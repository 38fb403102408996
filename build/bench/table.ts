import type { Figures } from './load-loop.ts';

/** A table in Markdown, so that figures can be pasted where they are needed. */
export function printTable(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  process.stdout.write(['', `## ${title}`, '', line(head), rule, ...rows.map(line), ''].join('\n'));
  process.stdout.write('\n');
}

export const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));
export const rate = (value: number): string => `${Math.round(value)}/s`;
/** The middle and the slow end, in milliseconds. */
export const spread = ({ p50, p95 }: Figures): string => `${ms(p50)} / ${ms(p95)}`;
export const ratio = (value: number): string => value.toFixed(2);
