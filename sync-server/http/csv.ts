import { stringify } from 'csv-stringify/sync';
import type { FastifyRequest } from 'fastify';

/** Whether the caller asks for a table (RFC 4180) rather than JSON. */
export const wantsCsv = (request: Pick<FastifyRequest, 'headers'>): boolean =>
  /\btext\/csv\b/i.test(request.headers.accept ?? '');

/**
 * Rows as a table, one column for each plain value that the contract knows of in them: `book.title`, `paid.amount`. Begins
 * with the mark by which spreadsheets know UTF-8; what a spreadsheet would take for a formula is quoted as text (OWASP,
 * "CSV Injection").
 */
export function csvOf(rows: readonly object[], columns: readonly string[]): string {
  const lines = rows.map((row) => {
    const cells = new Map(cellsOf(row));
    return columns.map((column) => cells.get(column) ?? null);
  });
  const options = { header: true, bom: true, escape_formulas: true, record_delimiter: 'windows' } as const;
  return stringify(lines, { ...options, columns: [...columns] });
}

type Cell = string | number | boolean | null;

function cellsOf(value: object, path = ''): [string, Cell][] {
  return Object.entries(value).flatMap(([name, cell]): [string, Cell][] => {
    const column = path ? `${path}.${name}` : name;
    if (Array.isArray(cell)) return [[column, cell.join('; ')]];
    if (typeof cell === 'object' && cell !== null) return cellsOf(cell, column);
    return [[column, cell ?? null]];
  });
}
