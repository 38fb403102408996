import { v7 as uuidv7 } from 'uuid';
import type { StaffRole } from '#shared/contract/vocabulary.ts';
import { recordEvent } from '../audit/record-event.ts';
import { newKey } from '../auth/key-text.ts';
import type { Tx } from '../db/transaction.ts';
import { pageOf, type Window } from '../http/lists.ts';
import { Refusal } from '../http/refusal.ts';
import { type ApiKeyRow, countApiKeys, insertApiKey, listApiKeys, revokeApiKey } from './queries.ts';

/** The key is in this answer and nowhere else. */
export async function createApiKey(tx: Tx, { name, role }: { name: string; role: StaffRole }, now: Date) {
  const { tenantId } = tx.context;
  const id = uuidv7();
  const key = newKey('key', tenantId, id);
  const [row] = await tx.query(insertApiKey, [tenantId, id, name, role, key.hash, now]);
  if (!row) throw new Error('An API key that was inserted is not there.');
  recordEvent(tx, { action: 'api_key.created', entity: 'api_key', entityId: id, at: now, facts: { role } });
  return { ...apiKeyRecord(row), key: key.text };
}

/** @throws Refusal NOT_FOUND, also for a key that was revoked before */
export async function revokeKey(tx: Tx, id: string, now: Date): Promise<void> {
  const revoked = await tx.query(revokeApiKey, [tx.context.tenantId, id, now]);
  if (revoked.length === 0) throw new Refusal('NOT_FOUND', { detail: 'There is no such key.' });
  recordEvent(tx, { action: 'api_key.revoked', entity: 'api_key', entityId: id, at: now });
}

/** The keys in use, the oldest first. */
export async function findApiKeys(tx: Tx, query: Window) {
  const { tenantId } = tx.context;
  const [rows, [counted]] = await Promise.all([
    tx.query(listApiKeys, [tenantId, query.limit, query.offset]),
    tx.query(countApiKeys, [tenantId]),
  ]);
  return pageOf(rows.map(apiKeyRecord), counted?.count ?? 0, query);
}

const apiKeyRecord = ({ id, name, role, created_at: createdAt }: ApiKeyRow) => ({ id, name, role, createdAt });
