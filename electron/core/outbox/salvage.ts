import Database from 'better-sqlite3';

/**
 * Carries over what can still be read of a damaged outbox, oldest first, until the damage. What was sent already is
 * sent again under its own key, which the server knows; a return that is done twice is "already returned".
 */
export function salvage(damagedFile: string, into: Database.Database): number {
  const columns = 'id, kind, order_json, observed_at, state, title, answer_json, problem_json, advice, changed_at';
  const insert = into.prepare(
    `INSERT OR IGNORE INTO observation (${columns})
     VALUES (@id, @kind, @order_json, @observed_at, @state, @title, @answer_json, @problem_json, @advice, @changed_at)`,
  );
  let carriedOver = 0;
  try {
    const damaged = new Database(damagedFile, { readonly: true, fileMustExist: true });
    try {
      for (const row of damaged.prepare(`SELECT ${columns} FROM observation ORDER BY sequence`).iterate()) {
        carriedOver += insert.run(row).changes;
      }
    } finally {
      damaged.close();
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    console.error(`The damaged outbox could be read up to entry ${carriedOver}: ${error.message}`);
  }
  return carriedOver;
}
