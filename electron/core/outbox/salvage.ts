import Database from 'better-sqlite3';

/**
 * Carries over what can still be read of a damaged outbox, oldest first, until the damage. What was sent already is
 * sent again under its own key, which the server knows; a return that is done twice is "already returned".
 */
export function salvage(damagedFile: string, into: Database.Database): number {
  let carriedOver = 0;
  for (const [table, columns] of Object.entries(tables)) {
    try {
      for (const row of rowsOf(damagedFile, table, columns))
        carriedOver += insertInto(into, table, columns).run(row).changes;
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
      console.error(`The damaged outbox could be read up to entry ${carriedOver} (${table}): ${error.message}`);
    }
  }
  return carriedOver;
}

const tables = {
  observation: [
    ...['id', 'kind', 'order_json', 'observed_at', 'state', 'title', 'answer_json', 'problem_json', 'advice'],
    'changed_at',
  ],
  stocktake_scan: [
    ...['id', 'stocktake_id', 'barcode', 'shelf', 'staff_id', 'observed_at', 'kind', 'standing', 'done_at', 'refusal'],
  ],
};

function* rowsOf(file: string, table: string, columns: string[]): Generator<unknown> {
  const damaged = new Database(file, { readonly: true, fileMustExist: true });
  try {
    yield* damaged.prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY sequence`).iterate();
  } finally {
    damaged.close();
  }
}

const insertInto = (into: Database.Database, table: string, columns: string[]) =>
  into.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  );
