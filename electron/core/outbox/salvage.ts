import Database from 'better-sqlite3';

/**
 * Carries over what can still be read of a damaged outbox, from the oldest and from the newest up to the damage, each in
 * its place. What was sent already is sent again under its own key, which the server knows; a return that is done twice
 * is "already returned". To be called within a transaction: half of it is not carried over, and one wait for the disk is
 * enough, as nobody can work meanwhile.
 */
export function salvage(damagedFile: string, into: Database.Database): void {
  for (const [table, columns] of Object.entries(tables)) {
    const insert = insertInto(into, table, columns);
    for (const direction of ['ASC', 'DESC'] as const) {
      untilDamage(table, () => rowsOf(damagedFile, table, columns, direction), insert);
    }
  }
}

function untilDamage(table: string, rows: () => Iterable<unknown>, insert: Database.Statement): void {
  let carriedOver = 0;
  try {
    for (const row of rows()) carriedOver += insert.run(row).changes;
  } catch (error) {
    // No room is no damage: it is tried again from the beginning when there is.
    if (!(error instanceof Database.SqliteError) || error.code === 'SQLITE_FULL') throw error;
    console.error(`The damaged outbox could be read for ${carriedOver} entries (${table}): ${error.message}`);
  }
}

const tables = {
  observation: [
    ...['sequence', 'id', 'kind', 'order_json', 'observed_at', 'state', 'title', 'answer_json', 'problem_json'],
    ...['advice', 'changed_at'],
  ],
  stocktake_scan: [
    ...['sequence', 'id', 'stocktake_id', 'barcode', 'shelf', 'staff_id', 'observed_at', 'kind', 'standing'],
    ...['done_at', 'refusal'],
  ],
};

function* rowsOf(file: string, table: string, columns: string[], direction: 'ASC' | 'DESC'): Generator<unknown> {
  const damaged = new Database(file, { readonly: true, fileMustExist: true });
  try {
    yield* damaged.prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY sequence ${direction}`).iterate();
  } finally {
    damaged.close();
  }
}

const insertInto = (into: Database.Database, table: string, columns: string[]) =>
  into.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  );
