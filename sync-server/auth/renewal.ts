import type { Session } from '#shared/contract/api/auth.ts';
import { reading, type Tx, type TxContext, transaction } from '../db/transaction.ts';
import { asJob } from '../db/tx-context.ts';
import type { ServerDeps } from '../deps.ts';
import { Refusal } from '../http/refusal.ts';
import { type KeyParts, readKey, sameHash } from './key-text.ts';
import { readPerson } from './person-queries.ts';
import { type FamilyRow, lockFamily, readFamily } from './session-queries.ts';
import { type EndReason, endSession, renewSession } from './sessions.ts';
import { type SigningKey, signingKeys } from './signing-keys.ts';

type Deps = Pick<ServerDeps, 'database'>;
type Request = Pick<TxContext, 'requestId' | 'idempotency'> & { now: Date };

/** What a refresh token is worth: the next one, nothing, or the end of its whole family. */
export function judgeRefreshToken(
  family: Pick<FamilyRow, 'generation' | 'token_hash' | 'expires_at' | 'ended_at'>,
  token: Pick<KeyParts, 'generation' | 'hash'>,
  now: Date,
): 'good' | 'spent' | 'worthless' {
  if (family.ended_at !== null || Date.parse(family.expires_at) <= now.getTime()) return 'worthless';
  if (token.generation < family.generation) return 'spent';
  return token.generation === family.generation && sameHash(token.hash, family.token_hash) ? 'good' : 'worthless';
}

/**
 * Spends a refresh token for the next one. A spent one that comes back was stolen, or its thief was quicker: the family
 * ends for both. A client that never saw the answer repeats its request with the same idempotency key instead.
 */
export async function renew(
  { database }: Deps,
  text: string,
  { requestId, idempotency, now }: Request,
): Promise<Session> {
  const found = await findFamily(database, text, requestId);
  if (!found) throw new Refusal('SESSION_ENDED');
  const { token, context } = found;
  const key = await signingKeys(database).current();
  try {
    return await transaction(database, { ...context, idempotency }, (tx) => renewIn(tx, token, key, now));
  } catch (error) {
    if (!(error instanceof FamilyMustEnd)) throw error;
    await transaction(database, context, (tx) => endSession(tx, token.id, error.reason, now));
    throw new Refusal('SESSION_ENDED');
  }
}

/** Ends the family of a refresh token, whichever of its generations is shown. Nothing to end is no error. */
export async function signOut(
  { database }: Deps,
  text: string,
  { requestId, idempotency, now }: Request,
): Promise<void> {
  const found = await findFamily(database, text, requestId);
  if (!found || judgeRefreshToken(found.family, found.token, now) === 'worthless') return;
  const context = { ...found.context, idempotency };
  await transaction(database, context, (tx) => endSession(tx, found.token.id, 'signed_out', now));
}

/** Carries the reason out of a transaction that must not commit. */
class FamilyMustEnd extends Error {
  readonly reason: EndReason;
  constructor(reason: EndReason) {
    super(`This family of sessions must end: ${reason}.`);
    this.reason = reason;
  }
}

async function renewIn(tx: Tx, token: KeyParts, key: SigningKey, now: Date): Promise<Session> {
  const [family] = await tx.query(lockFamily, [token.tenantId, token.id]);
  if (!family) throw new Refusal('SESSION_ENDED');
  const worth = judgeRefreshToken(family, token, now);
  if (worth === 'worthless') throw new Refusal('SESSION_ENDED');
  if (worth === 'spent') throw new FamilyMustEnd('token_reused');
  const [person] = await tx.query(readPerson[family.person_kind], [token.tenantId, family.person_id]);
  if (!person?.active) throw new FamilyMustEnd('person_inactive');
  return renewSession(tx, token.id, family.generation + 1, { person, key, now });
}

async function findFamily(database: ServerDeps['database'], text: string, requestId: string) {
  const token = readKey('refresh', text);
  if (!token) return undefined;
  const { tenantId, id } = token;
  const nobody = asJob(tenantId, requestId);
  const [family] = await reading(database, nobody, (tx) => tx.query(readFamily, [tenantId, id]));
  if (!family) return undefined;
  const actor = { kind: family.person_kind, id: family.person_id };
  return { token, family, context: { tenantId, actor, requestId } };
}
