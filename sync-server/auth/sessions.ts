import { v7 as uuidv7 } from 'uuid';
import type { Session } from '#shared/contract/api/auth.ts';
import type { Person } from '#shared/contract/records.ts';
import { Role } from '#shared/contract/vocabulary.ts';
import { permissionsOf } from '#shared/rules/permissions.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { Tx } from '../db/transaction.ts';
import { accessTokenLife, issueAccessToken } from './access-token.ts';
import { newKey } from './key-text.ts';
import type { PersonRow } from './person-queries.ts';
import { endFamiliesOf, endFamily, insertFamily, rotateFamily } from './session-queries.ts';
import type { SigningKey } from './signing-keys.ts';

/** A session that nobody renews for so long is over. */
const refreshTokenDays = 14;

const expiryFrom = (now: Date) => new Date(now.getTime() + refreshTokenDays * 86_400_000);

type Issue = { person: PersonRow; key: SigningKey; now: Date };

/** A new sign-in: a family of refresh tokens, of which this is the first. */
export async function startSession(tx: Tx, { person, key, now }: Issue): Promise<Session> {
  const { tenantId } = tx.context;
  const familyId = uuidv7();
  const refresh = newKey('refresh', tenantId, familyId, 0);
  tx.send(insertFamily, [tenantId, familyId, person.kind, person.id, refresh.hash, now, expiryFrom(now)]);
  recordEvent(tx, { action: 'session.started', entity: 'session', entityId: familyId, at: now });
  return sessionOf({ person, key, now, tenantId, familyId, refreshToken: refresh.text });
}

/**
 * The next generation of a family. It writes no audit event: nobody gains or loses anything by it, and the desks renew
 * a thousand times a day.
 */
export async function renewSession(tx: Tx, familyId: string, generation: number, issue: Issue): Promise<Session> {
  const { tenantId } = tx.context;
  const refresh = newKey('refresh', tenantId, familyId, generation);
  tx.send(rotateFamily, [tenantId, familyId, refresh.hash, generation, expiryFrom(issue.now)]);
  return sessionOf({ ...issue, tenantId, familyId, refreshToken: refresh.text });
}

async function sessionOf(given: Issue & { tenantId: string; familyId: string; refreshToken: string }) {
  const { person, key, now, tenantId, familyId, refreshToken } = given;
  const described = describePerson(person);
  const { kind, id, branch_ids: branchIds } = person;
  const signedIn = { kind, id, tenantId, role: described.role, branchIds, familyId };
  const accessToken = await issueAccessToken(key, signedIn, now);
  return { accessToken, expiresIn: accessTokenLife, refreshToken, person: described };
}

export function describePerson({ id, name, number, role: word, branch_id }: PersonRow): Person {
  const role = Role.parse(word);
  return { id, role, name, number, ...(branch_id ? { branchId: branch_id } : {}), permissions: permissionsOf(role) };
}

export type EndReason = 'signed_out' | 'token_reused' | 'person_inactive';

/** Ends one family; a second time changes nothing. */
export async function endSession(tx: Tx, familyId: string, reason: EndReason, now: Date): Promise<void> {
  const ended = await tx.query(endFamily, [tx.context.tenantId, familyId, now]);
  if (ended.length === 0) return;
  recordEvent(tx, { action: 'session.ended', entity: 'session', entityId: familyId, at: now, facts: { reason } });
}

type Whose = { kind: 'staff' | 'member'; id: string; exceptFamilyId?: string };

/**
 * Ends every session of a person, or all but one. The access tokens that are out there live on for a few seconds
 * (ended-sessions). The change that made this necessary writes the audit event.
 */
export function endSessionsOf(tx: Tx, { kind, id, exceptFamilyId }: Whose, now: Date): void {
  tx.send(endFamiliesOf, [tx.context.tenantId, kind, id, exceptFamilyId ?? null, now]);
}
