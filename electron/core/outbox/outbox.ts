import Database from 'better-sqlite3';
import { v7 as newId } from 'uuid';
import type { NewObservation, Observation, ObservationAnswer, OutboxRow } from '#shared/contract/desk.ts';
import type { OutboxReport } from '#shared/contract/outbox-report.ts';
import type { Problem } from '#shared/contract/refusals.ts';
import { sentences } from '../sentences.ts';
import { openOutboxFile } from './database.ts';
import { StocktakeScans } from './stocktake-scans.ts';
import { outboxRow, withoutPersons } from './stored-row.ts';

/** Applied and settled rows stay on record this long. */
const keptDays = 30;
const prunedAtOnce = 10_000;

export type Recorded = { kind: 'kept'; row: Observation } | { kind: 'not_kept'; sentence: string };

/** What became of a row that was sent. */
export type Conclusion = {
  state: 'applied' | 'needs_attention' | 'settled';
  answer: ObservationAnswer | null;
  problem: Problem | null;
  advice: string | null;
};

export type OutboxOptions = {
  file: string;
  now: () => Date;
  /** A row changed, and the change is on the disk. */
  onChange?: ((row: OutboxRow) => void) | undefined;
};

/** The desk's observations on their way to the server: in a file of their own, in order, none ever dropped. */
export class Outbox {
  /** Where a damaged file was put when this one was begun; null when all is well. */
  readonly setAside: string | null;
  /** The scans of counts: a set of their own, sent many at a time. */
  readonly stocktake: StocktakeScans;
  readonly #database: Database.Database;
  readonly #sql: ReturnType<typeof statements>;
  readonly #now: () => Date;
  readonly #onChange: (row: OutboxRow) => void;

  constructor({ file, now, onChange = () => {} }: OutboxOptions) {
    const { database, setAside } = openOutboxFile(file, now());
    this.setAside = setAside;
    this.#database = database;
    this.#sql = statements(database);
    this.stocktake = new StocktakeScans(database);
    this.#now = now;
    this.#onChange = onChange;
  }

  /** Puts an observation on the disk. Only when this answers `kept` may anybody say that it is. */
  record({ kind, order }: NewObservation, observedAt: Date, title: string | null): Recorded {
    const id = newId();
    const observed = observedAt.toISOString();
    const orderJson = JSON.stringify({ ...order, observedAt: observed });
    try {
      this.#sql.insert.run({ id, kind, orderJson, observed, title, at: this.#at() });
    } catch (error) {
      return { kind: 'not_kept', sentence: whyNotKept(error) };
    }
    const row = this.#changed(id);
    const isKept = row !== null && row.kind !== 'unreadable';
    return isKept ? { kind: 'kept', row } : { kind: 'not_kept', sentence: sentences.diskRefused('not found again') };
  }

  /**
   * The oldest row that is still to be sent, of a copy that is not to be passed over. Rows that cannot be read are
   * parked on the way.
   */
  nextQueued(passedOver: ReadonlySet<string> = new Set()): Observation | null {
    const unreadable: OutboxRow[] = [];
    let next: Observation | null = null;
    for (const stored of this.#sql.queued.iterate()) {
      const row = outboxRow(stored);
      if (row.kind === 'unreadable') unreadable.push(row);
      else if (!passedOver.has(row.order.barcode)) next = row;
      if (next) break;
    }
    for (const row of unreadable) this.#park(row);
    return next;
  }

  /** Writes down what became of a queued row; one that is no longer queued is left as it is. */
  conclude(id: string, { state, answer, problem, advice }: Conclusion): void {
    const answerJson = answer && JSON.stringify(withoutPersons(answer));
    const problemJson = problem && JSON.stringify(problem);
    this.#sql.conclude.run({ id, state, answerJson, problemJson, advice, at: this.#at() });
    this.#changed(id);
  }

  /** A person has seen to it. Only a row that needs attention can be settled. */
  settle(id: string): void {
    this.#sql.settle.run({ id, at: this.#at() });
    this.#changed(id);
  }

  /** What needs attention first, then what is queued, then the rest; each newest first. */
  list(offset: number, limit: number): { rows: OutboxRow[]; total: number } {
    const rows = this.#sql.list.all({ offset, limit }).map(outboxRow);
    return { rows, total: this.#sql.total.get()?.count ?? 0 };
  }

  /** How much is still to be sent, and since when the oldest of it lies here: what the server is told. */
  report(): OutboxReport {
    const { count = 0, since = null } = this.#sql.report.get() ?? {};
    const scans = this.stocktake.unsent();
    const oldest = [since, scans.since].filter((moment) => moment !== null).sort()[0] ?? null;
    return { queued: count + scans.queued, since: oldest };
  }

  /** The branch at which what is queued was seen; null where nothing is, or nothing says it. */
  queuedAt(): string | null {
    const counted = this.stocktake.unsent().queued > 0 ? this.stocktake.joined() : null;
    return this.nextQueued()?.order.branchId ?? counted?.branchId ?? null;
  }

  counts(): { queued: number; needsAttention: number } {
    const of = (state: string) => this.#sql.count.get(state)?.count ?? 0;
    return { queued: of('queued'), needsAttention: of('needs_attention') };
  }

  /**
   * Forgets what was applied or settled long ago, a bounded number at a time; answers how many. A disk that is full or
   * broken is no reason for a desk not to start: then it is left for the next time.
   */
  prune(): number {
    const before = new Date(this.#now().getTime() - keptDays * 86_400_000).toISOString();
    try {
      const limit = prunedAtOnce;
      return this.#sql.prune.run({ before, limit }).changes + this.stocktake.prune(before, limit);
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
      console.error('Old entries of the outbox could not be cleared away.', error);
      return 0;
    }
  }

  close(): void {
    this.#database.close();
  }

  #at(): string {
    return this.#now().toISOString();
  }

  #changed(id: string): OutboxRow | null {
    const stored = this.#sql.byId.get(id);
    if (stored === undefined) return null;
    const row = outboxRow(stored);
    this.#onChange(row);
    return row;
  }

  #park(row: OutboxRow): void {
    const advice = 'This entry can no longer be read. Look for the copy on the shelves and scan it as a return again.';
    this.#sql.park.run({ sequence: row.sequence, advice, at: this.#at() });
    this.#onChange({ ...row, state: 'needs_attention', advice });
  }
}

type Count = { count: number };

function statements(database: Database.Database) {
  return {
    insert: database.prepare(
      `INSERT INTO observation (id, kind, order_json, observed_at, state, title, changed_at)
       VALUES (@id, @kind, @orderJson, @observed, 'queued', @title, @at)`,
    ),
    byId: database.prepare('SELECT * FROM observation WHERE id = ?'),
    queued: database.prepare(`SELECT * FROM observation WHERE state = 'queued' ORDER BY sequence`),
    conclude: database.prepare(
      `UPDATE observation SET state = @state, answer_json = @answerJson, problem_json = @problemJson,
         advice = @advice, changed_at = @at
       WHERE id = @id AND state = 'queued'`,
    ),
    park: database.prepare(
      `UPDATE observation SET state = 'needs_attention', advice = @advice, changed_at = @at WHERE sequence = @sequence`,
    ),
    settle: database.prepare(
      `UPDATE observation SET state = 'settled', changed_at = @at WHERE id = @id AND state = 'needs_attention'`,
    ),
    // The expression is that of the index observation_by_urgency.
    list: database.prepare(
      `SELECT * FROM observation
       ORDER BY CASE state WHEN 'needs_attention' THEN 0 WHEN 'queued' THEN 1 ELSE 2 END, sequence DESC
       LIMIT @limit OFFSET @offset`,
    ),
    total: database.prepare<[], Count>('SELECT count(*) AS count FROM observation'),
    count: database.prepare<[string], Count>('SELECT count(*) AS count FROM observation WHERE state = ?'),
    report: database.prepare<[], Count & { since: string | null }>(
      `SELECT count(*) AS count, min(observed_at) AS since FROM observation WHERE state = 'queued'`,
    ),
    prune: database.prepare(
      `DELETE FROM observation WHERE sequence IN (
         SELECT sequence FROM observation WHERE state IN ('applied', 'settled') AND changed_at < @before LIMIT @limit)`,
    ),
  };
}

/** Why the disk would not take something, in words; throws what is no trouble of the disk. */
export function whyNotKept(error: unknown): string {
  if (!(error instanceof Database.SqliteError)) throw error;
  return error.code === 'SQLITE_FULL' ? sentences.diskFull : sentences.diskRefused(error.code);
}
