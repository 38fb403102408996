import { traced } from '../tracing/spans.ts';
import type { Database } from './database.ts';
import type { Sql, SqlValue } from './sql.ts';

/**
 * One statement on its own, outside every tenant: what has to be asked before it is known whose request this is.
 * Row-level security shows it no tenant's rows.
 */
export async function ask<Row>(
  { pool }: Database,
  statement: Sql<Row>,
  values: readonly SqlValue[] = [],
): Promise<Row[]> {
  const asked = pool.query({ name: statement.name, text: statement.text, values: [...values] });
  const { rows } = await traced(statement.name, asked);
  // The shape of rows is the statement's promise (sql.ts).
  return rows as Row[];
}
