import { v7 as uuidv7 } from 'uuid';
import { recordEvents } from '../audit/record-event.ts';
import { countWords } from '../catalog/search/upkeep.ts';
import type { Database } from '../db/database.ts';
import { json } from '../db/sql.ts';
import { type Tx, type TxContext, transaction } from '../db/transaction.ts';
import type { Batch } from './batch/batch.ts';
import { type BatchFacts, type Plan, planBatch } from './batch/plan.ts';
import type { ReadPosition } from './marc/framing.ts';
import * as queries from './queries.ts';

type Work = { database: Database; context: TxContext; importId: string; now: () => Date };

const mostTries = 5;

/**
 * Applies a batch and moves the checkpoint behind it, in one transaction.
 * @returns false if the checkpoint is not where this server left it: another one works on this import
 */
export async function applyBatch(
  work: Work,
  batch: Batch,
  checkpoint: ReadPosition,
  branchId: string,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction(work.database, work.context, (tx) => apply(tx, work, batch, checkpoint, branchId));
    } catch (error) {
      // Somebody added the same barcode or ISBN in this moment: now it is there to be found.
      if (attempt >= mostTries || !isTaken(error)) throw error;
    }
  }
}

async function apply(
  tx: Tx,
  { importId, now }: Work,
  batch: Batch,
  checkpoint: ReadPosition,
  branchId: string,
): Promise<boolean> {
  const { current, ...facts } = await readFacts(tx, importId, batch);
  const isOurs = current?.next_byte === checkpoint.byteOffset && /^(queued|running)$/.test(current.state);
  if (!isOurs) return false;
  const plan = planBatch(batch.records, { ...facts, branchId }, uuidv7);
  const at = now();
  writeRows(tx, plan, at);
  countWords(tx);
  recordEvents(
    tx,
    plan.events.map((event) => ({ ...event, at, facts: { ...event.facts, importId } })),
  );
  saveProgress(tx, importId, batch, plan);
  return true;
}

/** All that the plan needs, locked, in one network wait. */
async function readFacts(tx: Tx, importId: string, { records }: Batch) {
  const { tenantId } = tx.context;
  const barcodes = records.flatMap(({ items }) => items.map(({ barcode }) => barcode));
  const keys = records.map(({ book }) => book.controlKey);
  const isbns = records.flatMap(({ book }) => book.isbns.slice(0, 1));
  const [[current], copies, books, branches] = await Promise.all([
    tx.query(queries.lockCheckpoint, [tenantId, importId]),
    tx.query(queries.lockCopies, [tenantId, barcodes]),
    tx.query(queries.lockBooks, [tenantId, keys, isbns]),
    tx.query(queries.branchCodes, [tenantId]),
  ]);
  return { current, copies, books, branches } satisfies Omit<BatchFacts, 'branchId'> & { current: unknown };
}

function writeRows(tx: Tx, plan: Plan, at: Date): void {
  const { tenantId } = tx.context;
  const statements = [
    [queries.insertBooks, plan.insertBooks],
    [queries.updateBooks, plan.updateBooks],
    [queries.insertCopies, plan.insertCopies],
    [queries.updateCopies, plan.updateCopies],
  ] as const;
  for (const [statement, rows] of statements) {
    if (rows.length > 0) tx.send(statement, [tenantId, json(rows), at]);
  }
}

function saveProgress(tx: Tx, importId: string, batch: Batch, { remarks, counts }: Plan): void {
  const { tenantId } = tx.context;
  const { booksCreated, booksUpdated, copiesCreated, copiesUpdated } = counts;
  const said = [...batch.remarks, ...remarks].sort((a, b) => a.record - b.record);
  const rejected = said.filter(({ kind }) => kind === 'rejected').length;
  if (said.length > 0) tx.send(queries.insertRemarks, [tenantId, importId, json(said)]);
  const { byteOffset, record } = batch.next;
  const progress = [byteOffset, record, booksCreated, booksUpdated, copiesCreated, copiesUpdated, rejected];
  tx.send(queries.saveCheckpoint, [tenantId, importId, ...progress]);
}

/** A unique index refused (SQLSTATE 23505). */
const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505';
