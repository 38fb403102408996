import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { ImportProgress, ItemMapping } from '#shared/contract/api/imports.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Database } from '../db/database.ts';
import { type Tx, type TxContext, transaction } from '../db/transaction.ts';
import { Refusal } from '../http/refusal.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import {
  deleteAbandoned,
  deleteImport,
  findBranch,
  insertImport,
  markQueued,
  readProgress,
  readRemarks,
} from './queries.ts';
import { storeBody } from './upload.ts';

export type NewImport = {
  branchId: string;
  items: ItemMapping;
  mediaType: string | undefined;
  body: AsyncIterable<Uint8Array>;
};

type Deps = { database: Database; jobs: JobQueue; now: () => Date };

/** As many rejections, and as many warnings, are listed. */
const MOST_LISTED = 1000;

/**
 * Receives a file and puts the work on it in the queue. Only the last step is in the transaction of the answer: a retry
 * with the same key sends the file again, and gets the first answer; a broken upload leaves nothing behind.
 */
export async function receiveImport(deps: Deps, context: TxContext, given: NewImport): Promise<{ importId: string }> {
  const { database, jobs, now } = deps;
  const { idempotency, ...plain } = context;
  const importId = uuidv7();
  await jobs.open();
  await transaction(database, plain, (tx) => beginImport(tx, importId, given, now()));
  try {
    const digest = await storeBody(database, plain, importId, given.body);
    const answering = { ...plain, ...(idempotency ? { idempotency: withBody(idempotency, digest) } : {}) };
    return await transaction(database, answering, (tx) => queueImport(tx, jobs, importId, now()));
  } catch (error) {
    await transaction(database, plain, async (tx) => tx.send(deleteImport, [plain.tenantId, importId]));
    throw error;
  }
}

async function beginImport(tx: Tx, importId: string, given: NewImport, now: Date): Promise<void> {
  const { tenantId, actor, requestId } = tx.context;
  const { branchId, items, mediaType } = given;
  const [branch] = await tx.query(findBranch, [tenantId, branchId]);
  if (!branch) throw new Refusal('BRANCH_NOT_FOUND');
  tx.send(deleteAbandoned, [tenantId, now]);
  tx.send(insertImport, [tenantId, importId, branchId, items, mediaType, actor.kind, actor.id, requestId, now]);
}

async function queueImport(tx: Tx, jobs: JobQueue, importId: string, now: Date): Promise<{ importId: string }> {
  const { tenantId, requestId } = tx.context;
  tx.send(markQueued, [tenantId, importId]);
  recordEvent(tx, { action: 'import.queued', entity: 'import', entityId: importId, at: now });
  await jobs.later(tx, 'import-marc', { tenantId, importId, requestId });
  return { importId };
}

/** The same key for another file is another request. */
function withBody(idempotency: NonNullable<TxContext['idempotency']>, digest: Buffer) {
  const fingerprint = createHash('sha256').update(idempotency.fingerprint).update(digest).digest();
  return { ...idempotency, fingerprint };
}

/** How an import is getting on. */
export async function importProgress(tx: Tx, importId: string): Promise<ImportProgress> {
  const { tenantId } = tx.context;
  const remarks = tx.query(readRemarks, [tenantId, importId, MOST_LISTED]);
  const [row] = await tx.query(readProgress, [tenantId, importId]);
  const listed = (kind: string) =>
    remarks.then((rows) => rows.filter((row) => row.kind === kind).map(({ record, reason }) => ({ record, reason })));
  if (!row) throw new Refusal('IMPORT_NOT_FOUND');
  return {
    importId,
    state: row.state,
    read: row.next_record - 1,
    booksCreated: row.books_created,
    booksUpdated: row.books_updated,
    copiesCreated: row.copies_created,
    copiesUpdated: row.copies_updated,
    rejected: await listed('rejected'),
    rejectedTotal: row.rejected,
    warnings: await listed('warning'),
    failure: row.failure,
  };
}
