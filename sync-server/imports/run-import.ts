import { recordEvent } from '../audit/record-event.ts';
import type { Database } from '../db/database.ts';
import { reading, type TxContext, transaction } from '../db/transaction.ts';
import { asJob } from '../db/tx-context.ts';
import { applyBatch } from './apply-batch.ts';
import { batchesOf } from './batch/batch.ts';
import { detectFormat } from './marc/format.ts';
import { readMarc } from './marc/read.ts';
import { deleteChunks, markDone, markFailed, readChunk, readTask } from './queries.ts';
import { CHUNK_BYTES } from './upload.ts';

export type ImportTask = { tenantId: string; importId: string };
type Deps = { database: Database; now: () => Date };
type Work = Deps & { context: TxContext; importId: string };
type TaskRow = NonNullable<typeof readTask.rowShape>;

/**
 * Works through an import from its checkpoint to the end of the file. Whatever stops it, another run goes on behind the
 * last batch that was committed; an import that is finished, or that another server works on, is left alone.
 * @throws when the database is away or `signal` says stop: the job is then to be run again
 */
export async function runImport(deps: Deps, task: ImportTask, signal?: AbortSignal): Promise<void> {
  const { tenantId, importId } = task;
  const job = asJob(tenantId, importId);
  const [row] = await reading(deps.database, job, (tx) => tx.query(readTask, [tenantId, importId]));
  if (row?.state !== 'queued' && row?.state !== 'running') return;
  const { actor_kind: kind, actor_id: id, request_id: requestId } = row;
  const work: Work = { ...deps, importId, context: { tenantId, actor: { kind, id }, requestId } };
  const ending = await workThrough(work, row, signal);
  if (ending === 'taken over') return;
  await finish(work, ending === 'done' ? undefined : ending.failure);
}

/** Ends an import that was tried for the last time, and tells whoever sent the file; what was read so far stays. */
export async function failImport(deps: Deps, { tenantId, importId }: ImportTask): Promise<void> {
  const context = asJob(tenantId, importId);
  await finish({ ...deps, context, importId }, 'The server could not finish this import. Send the file again.');
}

type Ending = 'done' | 'taken over' | { failure: string };

async function workThrough(work: Work, row: TaskRow, signal?: AbortSignal): Promise<Ending> {
  const head = await chunk(work, 0);
  if (!head) return { failure: 'The file is empty.' };
  const format = detectFormat(row.media_type ?? undefined, head);
  if ('reason' in format) return { failure: format.reason };

  let checkpoint = { byteOffset: row.next_byte, record: row.next_record };
  const entries = readMarc(bytesFrom(work, checkpoint.byteOffset), format, checkpoint);
  for await (const batch of batchesOf(entries, row.items, checkpoint)) {
    signal?.throwIfAborted();
    const applied = await applyBatch(work, batch, checkpoint, row.branch_id);
    if (!applied) return 'taken over';
    checkpoint = batch.next;
  }
  return checkpoint.byteOffset === 0 ? { failure: 'The file holds no MARC records.' } : 'done';
}

/** The file's bytes from an offset on, a chunk at a time, each read in a short transaction of its own. */
async function* bytesFrom(work: Work, byteOffset: number): AsyncGenerator<Buffer> {
  let skip = byteOffset % CHUNK_BYTES;
  for (let number = Math.floor(byteOffset / CHUNK_BYTES); ; number += 1) {
    const bytes = await chunk(work, number);
    if (!bytes) return;
    yield bytes.subarray(skip);
    skip = 0;
  }
}

async function chunk({ database, context, importId }: Work, number: number): Promise<Buffer | undefined> {
  const values = [context.tenantId, importId, number];
  const [row] = await reading(database, context, (tx) => tx.query(readChunk, values));
  return row?.bytes;
}

async function finish({ database, context, importId, now }: Work, failure: string | undefined): Promise<void> {
  const { tenantId } = context;
  await transaction(database, context, async (tx) => {
    const ended = failure === undefined ? markDone : markFailed;
    const [row] = await tx.query(ended, [tenantId, importId, now(), ...(failure === undefined ? [] : [failure])]);
    if (!row) return;
    const action = failure === undefined ? 'import.finished' : 'import.failed';
    recordEvent(tx, { action, entity: 'import', entityId: importId, at: now(), facts: row });
  });
  // The file is of no more use. In steps, because a large one has thousands of chunks.
  const values = [tenantId, importId, 100];
  while ((await transaction(database, context, (tx) => tx.query(deleteChunks, values))).length > 0);
}
