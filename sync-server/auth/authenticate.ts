import type { FastifyRequest } from 'fastify';
import { type OutboxReport, outboxHeader, readOutboxReport } from '#shared/contract/outbox-report.ts';
import { StaffRole } from '#shared/contract/vocabulary.ts';
import type { Principal } from '#shared/rules/permissions.ts';
import type { Database } from '../db/database.ts';
import { reading, transaction } from '../db/transaction.ts';
import type { ServerDeps } from '../deps.ts';
import type { Authenticate } from '../http/mount.ts';
import { Refusal } from '../http/refusal.ts';
import { type SignedIn, verifyAccessToken } from './access-token.ts';
import { endedSessions } from './ended-sessions.ts';
import { hashOf, readKey, sameHash } from './key-text.ts';
import { findApiKey, findDesk, markDeskSeen } from './queries.ts';
import { type SigningKeys, signingKeys } from './signing-keys.ts';

type Deps = Pick<ServerDeps, 'database' | 'config' | 'now'>;

/**
 * Who is calling: a person's JWT, a desk's key, an integration's key or the operator's. Undefined when nobody says.
 * @throws Refusal when somebody says so and it is not, or no longer, true
 */
export function authenticator({ database, config, now }: Deps): Authenticate {
  const verified = verifiedTokens(signingKeys(database));
  const hasEnded = endedSessions(database);
  const personOf = async (token: string, at: Date): Promise<Principal> => {
    const person = await verified(token, at);
    if (await hasEnded(person.familyId, at)) throw new Refusal('SESSION_ENDED');
    return person;
  };
  return async ({ headers, id }: FastifyRequest): Promise<Principal | undefined> => {
    const [scheme = '', credential = ''] = (headers.authorization ?? '').split(' ', 2);
    if (/^bearer$/i.test(scheme)) return personOf(credential, now());
    if (/^desk$/i.test(scheme)) {
      const key = { text: credential, requestId: id };
      return deskOf(database, key, readOutboxReport(headers[outboxHeader]), now());
    }
    if (headers.authorization !== undefined) throw new Refusal('NOT_SIGNED_IN');
    const key = headers['x-api-key'];
    if (typeof key === 'string')
      return isOperator(key, config.CARREL_OPERATOR_KEY) ?? integrationOf(database, { text: key, requestId: id });
    return undefined;
  };
}

/** Tokens kept as verified; about 5 MB. */
const tokensKept = 10_000;

/** Checks a signature once a token, not once a request: a check costs 0.1 ms of the one core that answers. */
function verifiedTokens(keys: SigningKeys) {
  const known = new Map<string, { person: SignedIn; expiresAt: number }>();
  return async (token: string, now: Date): Promise<SignedIn> => {
    const kept = known.get(token);
    if (kept && kept.expiresAt > now.getTime()) return kept.person;
    known.delete(token);
    const fresh = await verifyAccessToken(keys, token, now);
    if (known.size >= tokensKept) known.clear();
    known.set(token, fresh);
    return fresh.person;
  };
}

/** What a client sent as its key, and in which request. */
type GivenKey = { text: string; requestId: string };

/** Looked up on every request, so that a revoked desk is refused at once. */
async function deskOf(
  database: Database,
  { text, requestId }: GivenKey,
  outbox: OutboxReport | null,
  now: Date,
): Promise<Principal> {
  const key = readKey('desk', text);
  if (!key) throw new Refusal('NOT_SIGNED_IN');
  const { tenantId, id } = key;
  const context = { tenantId, actor: { kind: 'desk', id } as const, requestId };
  const [desk] = await reading(database, context, (tx) => tx.query(findDesk, [tenantId, id, now]));
  if (!desk || !sameHash(desk.key_hash, key.hash)) throw new Refusal('SESSION_ENDED');
  if (desk.stale || (outbox && outbox.queued !== desk.outbox_queued)) {
    const seen = [tenantId, id, now, outbox?.queued, outbox?.since];
    await transaction(database, context, async (tx) => tx.send(markDeskSeen, seen));
  }
  return { kind: 'desk', id, tenantId, role: null, branchIds: [desk.branch_id] };
}

async function integrationOf(database: Database, { text, requestId }: GivenKey): Promise<Principal> {
  const key = readKey('key', text);
  if (!key) throw new Refusal('NOT_SIGNED_IN');
  const { tenantId, id } = key;
  const context = { tenantId, actor: { kind: 'api_key', id } as const, requestId };
  const [found] = await reading(database, context, (tx) => tx.query(findApiKey, [tenantId, id]));
  if (!found || !sameHash(found.key_hash, key.hash)) throw new Refusal('NOT_SIGNED_IN');
  return { kind: 'api_key', id, tenantId, role: StaffRole.parse(found.role), branchIds: [] };
}

function isOperator(given: string, operatorKey: string | undefined): Principal | undefined {
  if (!operatorKey || !sameHash(hashOf(given), hashOf(operatorKey))) return undefined;
  return { kind: 'operator', id: null, tenantId: null, role: null, branchIds: [] };
}
