import type pg from 'pg';
import { takeTransactionId } from './queries.ts';

/**
 * Somebody else who writes, on a connection of his own. Rows that he has changed are his until he ends: the interpreter
 * gives nobody else a row that would make him wait.
 */
export class Writer {
  readonly #client: pg.PoolClient;
  readonly #rows = new Set<string>();
  isOpen = false;
  #savepoints = 0;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  holds(row: string): boolean {
    return this.#rows.has(row);
  }

  /** Early: he takes his transaction id now, and writes long after others that began later. */
  async begin(early: boolean): Promise<void> {
    if (this.isOpen) return;
    await this.#client.query('begin');
    if (early) await this.#client.query(takeTransactionId);
    this.isOpen = true;
  }

  /** Within his transaction if one is open, else in one of its own. */
  async write(row: string, statement: string, values: readonly unknown[]): Promise<void> {
    await this.#client.query(statement, [...values]);
    if (this.isOpen) this.#rows.add(row);
  }

  async savepoint(): Promise<void> {
    if (this.isOpen) await this.#client.query(`savepoint s${++this.#savepoints}`);
  }

  async rollBackToSavepoint(): Promise<void> {
    if (this.#savepoints > 0) await this.#client.query(`rollback to s${this.#savepoints--}`);
  }

  async end(how: 'commit' | 'rollback'): Promise<void> {
    if (this.isOpen) await this.#client.query(how);
    this.isOpen = false;
    this.#savepoints = 0;
    this.#rows.clear();
  }

  release(): void {
    this.#client.release();
  }
}
