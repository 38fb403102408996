import { createHash, type Hash } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { type TxContext, transaction } from '../db/transaction.ts';
import { insertChunk } from './queries.ts';

/** A piece of a file as it lies in the database: small enough for a short transaction. */
export const CHUNK_BYTES = 256 * 1024;

/**
 * Writes a body into chunks as it arrives; no more than one is held, and the client is slowed down to what the database
 * takes. Answers the body's SHA-256.
 */
export async function storeBody(
  database: Database,
  context: TxContext,
  importId: string,
  body: AsyncIterable<Uint8Array>,
): Promise<Buffer> {
  const hash = createHash('sha256');
  let number = 0;
  for await (const bytes of inChunks(body, hash)) {
    const values = [context.tenantId, importId, number, bytes];
    await transaction(database, context, async (tx) => tx.send(insertChunk, values));
    number += 1;
  }
  return hash.digest();
}

/** The same bytes in pieces of CHUNK_BYTES, the last perhaps shorter. */
async function* inChunks(body: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Buffer> {
  let pending: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    hash.update(piece);
    pending.push(piece);
    length += piece.length;
    if (length < CHUNK_BYTES) continue;
    const bytes = Buffer.concat(pending);
    const whole = bytes.length - (bytes.length % CHUNK_BYTES);
    for (let at = 0; at < whole; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
    pending = [bytes.subarray(whole)];
    length = bytes.length - whole;
  }
  if (length > 0) yield Buffer.concat(pending);
}
