import type Database from 'better-sqlite3';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { StocktakeHead } from '#shared/contract/bridge/stocktakes.ts';
import type { OutboxReport } from '#shared/contract/outbox-report.ts';
import { DiscrepancyKind } from '#shared/contract/stocktake.ts';
import { fromJson } from './stored-row.ts';

/** A scan of a count as it lies on the disk. */
const StoredScan = z.object({
  sequence: z.int(),
  id: z.string(),
  stocktakeId: z.string(),
  barcode: z.string(),
  shelf: z.string().nullable(),
  staffId: z.string().nullable(),
  observedAt: z.string(),
  // What was said of it then is of no account to the server: it is sent, in whatever words it was judged.
  kind: DiscrepancyKind.nullable().catch(null),
  standing: z.enum(['in_order', 'this_out', 'previous_out']).catch('in_order'),
});
export type StoredScan = z.infer<typeof StoredScan>;

type NewScan = Pick<StoredScan, 'stocktakeId' | 'barcode' | 'shelf' | 'staffId' | 'kind' | 'standing'>;

const columns = `sequence, id, stocktake_id AS stocktakeId, barcode, shelf, staff_id AS staffId,
  observed_at AS observedAt, kind, standing`;

/**
 * What this desk scanned for counts. A count is a set: a second scan of a barcode changes nothing. On the disk before
 * anybody hears of it, as everything in the outbox; sent in the order in which it was scanned.
 */
export class StocktakeScans {
  readonly #sql: ReturnType<typeof statements>;
  readonly #record: (scans: readonly NewScan[], observedAt: string) => (StoredScan | null)[];

  constructor(database: Database.Database) {
    this.#sql = statements(database);
    // One commit, and one wait for the disk, for a whole file from a handheld.
    this.#record = database.transaction((scans: readonly NewScan[], observedAt: string) =>
      scans.map((scan) => {
        const id = newId();
        const { changes } = this.#sql.insert.run({ ...scan, id, observedAt });
        return changes > 0 ? scanOf(this.#sql.byId.get(id)) : null;
      }),
    );
  }

  /** Each as it lies on the disk now; null for a barcode that was there. Throws where the disk would not take them. */
  record(scans: readonly NewScan[], at: Date): (StoredScan | null)[] {
    return this.#record(scans, at.toISOString());
  }

  /** A scan of a barcode that had been scanned before. */
  find(stocktakeId: string, barcode: string): StoredScan | null {
    const stored = this.#sql.byBarcode.get(stocktakeId, barcode);
    return stored === undefined ? null : scanOf(stored);
  }

  /** The newest first. */
  list(stocktakeId: string, offset: number, limit: number): { rows: StoredScan[]; total: number } {
    const rows = this.#sql.list.all({ stocktakeId, offset, limit }).map(scanOf);
    return { rows, total: this.total(stocktakeId) };
  }

  /** The barcodes of a count, for somebody who must know them all. */
  barcodes(stocktakeId: string): string[] {
    return this.#sql.barcodes.all(stocktakeId).map(({ barcode }) => barcode);
  }

  /** The oldest that are still to be sent, all of one count, but of none that is to be passed over. */
  nextUnsent(limit: number, passedOver: readonly string[] = []): StoredScan[] {
    return this.#sql.unsent.all({ limit, passedOver: JSON.stringify(passedOver) }).map(scanOf);
  }

  sent(ids: readonly string[], at: Date): void {
    this.#sql.sent.run({ ids: JSON.stringify(ids), at: at.toISOString() });
  }

  /** The server will not have them: they stay on record with its sentence, and no longer stand in the way. */
  refused(ids: readonly string[], sentence: string, at: Date): void {
    this.#sql.refused.run({ ids: JSON.stringify(ids), sentence, at: at.toISOString() });
  }

  /** How many of a count the server would not have, and its last sentence. */
  refusals(stocktakeId: string): { scans: number; sentence: string | null } {
    return this.#sql.refusals.get(stocktakeId) ?? { scans: 0, sentence: null };
  }

  unsent(): OutboxReport {
    const { count = 0, since = null } = this.#sql.report.get() ?? {};
    return { queued: count, since };
  }

  /** Forgets what was done with before a moment, a bounded number; answers how many. */
  prune(before: string, limit: number): number {
    return this.#sql.prune.run({ before, limit }).changes;
  }

  total(stocktakeId: string): number {
    return this.#sql.total.get(stocktakeId)?.count ?? 0;
  }

  /** How many were scanned after a moment, and when the first of them. */
  scannedSince(stocktakeId: string, since: Date): { count: number; first: string | null } {
    return this.#sql.since.get(stocktakeId, since.toISOString()) ?? { count: 0, first: null };
  }

  /** Takes part in a count from here on, also over a restart; null: in none. */
  join(stocktake: StocktakeHead | null): void {
    this.#sql.join.run(stocktake && JSON.stringify(stocktake));
  }

  /** The count that the desk takes part in. What can no longer be read is as good as none: its scans are sent anyway. */
  joined(): StocktakeHead | null {
    return StocktakeHead.nullable().catch(null).parse(fromJson(this.#sql.joined.get()?.json));
  }
}

const scanOf = (stored: unknown): StoredScan => StoredScan.parse(stored);

type Count = { count: number };

function statements(database: Database.Database) {
  return {
    insert: database.prepare(
      `INSERT INTO stocktake_scan (id, stocktake_id, barcode, shelf, staff_id, observed_at, kind, standing)
       VALUES (@id, @stocktakeId, @barcode, @shelf, @staffId, @observedAt, @kind, @standing)
       ON CONFLICT (stocktake_id, barcode) DO NOTHING`,
    ),
    byId: database.prepare<[string]>(`SELECT ${columns} FROM stocktake_scan WHERE id = ?`),
    byBarcode: database.prepare<[string, string]>(
      `SELECT ${columns} FROM stocktake_scan WHERE stocktake_id = ? AND barcode = ?`,
    ),
    list: database.prepare(
      `SELECT ${columns} FROM stocktake_scan WHERE stocktake_id = @stocktakeId
       ORDER BY sequence DESC LIMIT @limit OFFSET @offset`,
    ),
    barcodes: database.prepare<[string], { barcode: string }>(
      'SELECT barcode FROM stocktake_scan WHERE stocktake_id = ?',
    ),
    total: database.prepare<[string], Count>('SELECT count(*) AS count FROM stocktake_scan WHERE stocktake_id = ?'),
    since: database.prepare<[string, string], Count & { first: string | null }>(
      `SELECT count(*) AS count, min(observed_at) AS first FROM stocktake_scan
       WHERE stocktake_id = ? AND observed_at > ?`,
    ),
    // Left to choose, SQLite goes through all that the count has sent already, at each batch.
    unsent: database.prepare(
      `SELECT ${columns} FROM stocktake_scan INDEXED BY stocktake_scan_unsent
       WHERE done_at IS NULL AND stocktake_id =
         (SELECT stocktake_id FROM stocktake_scan
          WHERE done_at IS NULL AND stocktake_id NOT IN (SELECT value FROM json_each(@passedOver))
          ORDER BY sequence LIMIT 1)
       ORDER BY sequence LIMIT @limit`,
    ),
    sent: database.prepare('UPDATE stocktake_scan SET done_at = @at WHERE id IN (SELECT value FROM json_each(@ids))'),
    refused: database.prepare(
      'UPDATE stocktake_scan SET done_at = @at, refusal = @sentence WHERE id IN (SELECT value FROM json_each(@ids))',
    ),
    refusals: database.prepare<[string], { scans: number; sentence: string | null }>(
      `SELECT count(*) AS scans, max(refusal) AS sentence FROM stocktake_scan
       WHERE stocktake_id = ? AND refusal IS NOT NULL`,
    ),
    report: database.prepare<[], Count & { since: string | null }>(
      // Without a look at each row: this is asked several times a second, and 60,000 may wait.
      `SELECT count(*) AS count,
         (SELECT observed_at FROM stocktake_scan WHERE done_at IS NULL ORDER BY sequence LIMIT 1) AS since
       FROM stocktake_scan WHERE done_at IS NULL`,
    ),
    prune: database.prepare(
      `DELETE FROM stocktake_scan WHERE sequence IN (
         SELECT sequence FROM stocktake_scan WHERE done_at < @before ORDER BY sequence LIMIT @limit)`,
    ),
    join: database.prepare<[string | null]>(
      `INSERT INTO counting (place, stocktake_json) VALUES (1, ?)
       ON CONFLICT (place) DO UPDATE SET stocktake_json = excluded.stocktake_json`,
    ),
    joined: database.prepare<[], { json: string | null }>(
      'SELECT stocktake_json AS json FROM counting WHERE place = 1',
    ),
  };
}
