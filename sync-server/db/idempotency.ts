import { Refusal } from '../http/refusal.ts';
import type { Send } from './batch.ts';
import { hashedKey, seal, unseal } from './sealing.ts';
import { sql } from './sql.ts';
import type { TxContext } from './tx-context.ts';

type Idempotency = NonNullable<TxContext['idempotency']>;

const lookUp = sql<{ fingerprint: Buffer; answer: string }>(
  'idempotency.look_up',
  'select fingerprint, answer from kept_answer($1, $2, $3)',
);
const keep = sql(
  'idempotency.keep',
  'insert into idempotency (tenant_id, actor, key, fingerprint, status, answer) values ($1, $2, $3, $4, $5, $6)',
);

const actorOf = (context: TxContext) => `${context.actor.kind}:${context.actor.id ?? ''}`;

/**
 * Takes the key's lock (a second attempt waits here until the first has committed) and looks for its answer. The lock
 * comes first in the transaction: looking first and locking later refused 299 of 300 concurrent retries.
 * @returns the kept answer as JSON text
 * @throws Refusal IDEMPOTENCY_KEY_REUSED when the key belongs to another request
 */
export async function lookUpAnswer(send: Send, context: TxContext, wanted: Idempotency): Promise<string | undefined> {
  const {
    rows: [kept],
  } = await send(lookUp, [context.tenantId, actorOf(context), hashedKey(wanted.key)]);
  if (!kept) return undefined;
  if (!kept.fingerprint.equals(wanted.fingerprint)) throw new Refusal('IDEMPOTENCY_KEY_REUSED');
  return wanted.sealed ? unseal(kept.answer, wanted.key) : kept.answer;
}

/** Keeps the answer in the transaction of its effect. */
export function keepAnswer(send: Send, context: TxContext, given: Idempotency, answer: unknown): Promise<unknown> {
  const text = JSON.stringify(answer ?? null);
  const kept = given.sealed ? seal(text, given.key) : text;
  const { tenantId } = context;
  return send(keep, [tenantId, actorOf(context), hashedKey(given.key), given.fingerprint, given.status, kept]);
}
