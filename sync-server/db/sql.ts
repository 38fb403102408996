/**
 * A statement with a name (Postgres prepares it once a connection) and the shape of its rows. The shape is a promise of
 * whoever writes the statement, kept by that module's tests against a real database.
 */
export type Sql<Row> = { readonly name: string; readonly text: string; readonly rowShape?: Row };

export const sql = <Row = Record<string, never>>(name: string, text: string): Sql<Row> => ({ name, text });

/** A value of a statement's parameter. Objects go in as JSON text: see {@link json}. */
export type SqlValue =
  | string
  | number
  | boolean
  | Date
  | Buffer
  | null
  | undefined
  | readonly (string | number | boolean | null)[];

export const json = (value: unknown): string => JSON.stringify(value);
