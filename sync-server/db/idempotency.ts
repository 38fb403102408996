import type pg from 'pg';
import { Refusal } from '../http/refusal.ts';
import { hashedKey, seal, unseal } from './sealing.ts';
import type { TxContext } from './tx-context.ts';

type Idempotency = NonNullable<TxContext['idempotency']>;

const actorOf = (context: TxContext) => `${context.actor.kind}:${context.actor.id ?? ''}`;

/**
 * Takes the key's lock (a second attempt waits here until the first has committed) and looks for its answer. The lock
 * comes first in the transaction: looking first and locking later refused 299 of 300 concurrent retries.
 * @returns the kept answer as JSON text
 * @throws Refusal IDEMPOTENCY_KEY_REUSED when the key belongs to another request
 */
export async function lookUpAnswer(
  client: pg.ClientBase,
  context: TxContext,
  wanted: Idempotency,
): Promise<string | undefined> {
  const found = await client.query<{ fingerprint: Buffer; answer: string }>({
    name: 'idempotency.look_up',
    text: 'select fingerprint, answer from kept_answer($1, $2, $3)',
    values: [context.tenantId, actorOf(context), hashedKey(wanted.key)],
  });
  const kept = found.rows[0];
  if (!kept) return undefined;
  if (!kept.fingerprint.equals(wanted.fingerprint)) throw new Refusal('IDEMPOTENCY_KEY_REUSED');
  return wanted.sealed ? unseal(kept.answer, wanted.key) : kept.answer;
}

/** Keeps the answer in the transaction of its effect. */
export function keepAnswer(
  client: pg.ClientBase,
  context: TxContext,
  given: Idempotency,
  answer: unknown,
): Promise<unknown> {
  const text = JSON.stringify(answer ?? null);
  const kept = given.sealed ? seal(text, given.key) : text;
  return client.query({
    name: 'idempotency.keep',
    text: 'insert into idempotency (tenant_id, actor, key, fingerprint, status, answer) values ($1, $2, $3, $4, $5, $6)',
    values: [context.tenantId, actorOf(context), hashedKey(given.key), given.fingerprint, given.status, kept],
  });
}
