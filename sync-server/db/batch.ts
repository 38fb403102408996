import pg from 'pg';
import { traced } from '../tracing/spans.ts';
import type { Sql, SqlValue } from './sql.ts';
import { types } from './types.ts';

// What node-postgres calls on a query as its answer comes in; its types leave this out.
declare module 'pg' {
  interface Query {
    name: string | undefined;
    text: string | undefined;
    queryMode: 'extended' | undefined;
    handleRowDescription(message: unknown): void;
    handleDataRow(message: unknown): void;
    handleCommandComplete(message: unknown, connection: Connection): void;
    handleReadyForQuery(connection: Connection): void;
    handleError(error: Error, connection: Connection): void;
  }
  interface Connection {
    submittedNamedStatements: Record<string, string>;
  }
}

/** What Postgres did, such as COMMIT, and the rows. */
type Answer<Row> = { command: string; rows: Row[] };

/** Sends a statement with the others of this turn. */
export type Send = <Row>(statement: Sql<Row>, values?: readonly SqlValue[]) => Promise<Answer<Row>>;

/** What one turn of the event loop asks of a connection leaves as one batch. */
export function inBatches(client: pg.ClientBase): Send {
  let gathering: Batch | undefined;
  return (statement, values = []) => {
    if (!gathering) {
      const batch = new Batch();
      gathering = batch;
      process.nextTick(() => {
        gathering = undefined;
        client.query(batch);
      });
    }
    return traced(statement.name, gathering.add(statement, values));
  };
}

/**
 * Statements that travel together and are answered together: node-postgres ends each with a Sync of its own, and for
 * each of those Postgres sends a packet by itself and Node wakes up once more. After one that fails Postgres passes over
 * all up to the Sync, which is what a transaction wants: COMMIT is among them.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
class Batch extends pg.Query {
  readonly #unanswered: pg.Query[] = [];

  constructor() {
    super({ text: '' });
  }

  add<Row>({ name, text }: Sql<Row>, values: readonly SqlValue[]): Promise<Answer<Row>> {
    return new Promise((resolve, reject) => {
      const query = new pg.Query({ name, text, values: [...values], types }, undefined, (error, result) => {
        if (error) reject(error);
        // The shape of rows is the statement's promise (sql.ts).
        else resolve(result as unknown as Answer<Row>);
      });
      // Without a name and values it would be a simple query, which has an end of its own: that would be taken for the
      // end of whatever was asked next, and nobody would answer that.
      query.queryMode = 'extended';
      this.#unanswered.push(query);
    });
  }

  override submit = (connection: pg.Connection): void => {
    const withoutSync = Object.create(connection, { sync: { value: () => {} } });
    connection.stream.cork();
    for (const query of this.#unanswered) query.submit(withoutSync);
    connection.sync();
    connection.stream.uncork();
    this.#expectNext();
  };

  /** The connection notes under these what Postgres has prepared. */
  #expectNext(): void {
    this.name = this.#unanswered[0]?.name;
    this.text = this.#unanswered[0]?.text;
  }

  override handleRowDescription(message: unknown): void {
    this.#unanswered[0]?.handleRowDescription(message);
  }

  override handleDataRow(message: unknown): void {
    this.#unanswered[0]?.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: pg.Connection): void {
    const query = this.#unanswered.shift();
    query?.handleCommandComplete(message, connection);
    query?.handleReadyForQuery(connection);
    this.#expectNext();
  }

  override handleReadyForQuery(): void {}

  override handleError(error: Error, connection: pg.Connection): void {
    // The stack leads to the socket only; a statement's name leads to whoever asked.
    error.stack += `\n    in the statement ${this.name}`;
    for (const query of this.#unanswered) {
      // Those behind the one that failed were passed over: Postgres has not prepared them.
      if (query.name) delete connection.submittedNamedStatements[query.name];
      query.handleError(error, connection);
    }
  }
}
