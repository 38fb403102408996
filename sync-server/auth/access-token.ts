import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { Id } from '#shared/contract/primitives.ts';
import { Role } from '#shared/contract/vocabulary.ts';
import { Refusal } from '../http/refusal.ts';
import { algorithm, type SigningKey, type SigningKeys } from './signing-keys.ts';

/** Seconds. A token is not looked up; only whether its sign-in was ended is known (ended-sessions). */
export const accessTokenLife = 15 * 60;

const issuer = 'carrel';

/** What an access token says (RFC 7519): who, of which library, with which right, from which sign-in. */
const Claims = z.object({
  sub: Id,
  tenant: Id,
  kind: z.enum(['staff', 'member']),
  role: Role,
  branches: z.array(Id),
  family: Id,
  exp: z.number(),
});

/** A signed-in person: the principal, and the family of sessions that his sign-in began. */
export type SignedIn = {
  kind: 'staff' | 'member';
  id: string;
  tenantId: string;
  role: Role;
  branchIds: readonly string[];
  familyId: string;
};

export async function issueAccessToken(key: SigningKey, person: SignedIn, now: Date): Promise<string> {
  const { tenantId: tenant, kind, role, branchIds: branches, familyId: family } = person;
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({ tenant, kind, role, branches, family })
    .setProtectedHeader({ alg: algorithm, kid: key.id, typ: 'JWT' })
    .setIssuer(issuer)
    .setSubject(person.id)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + accessTokenLife)
    .sign(key.privateKey);
}

/**
 * Whose token this is.
 * @throws Refusal SESSION_ENDED when its time is over, NOT_SIGNED_IN when it is not one of ours
 */
export async function verifyAccessToken(
  keys: SigningKeys,
  token: string,
  now: Date,
): Promise<{ person: SignedIn; expiresAt: number }> {
  try {
    const { payload } = await jwtVerify(token, async ({ kid = '' }) => keyFor(keys, kid), {
      algorithms: [algorithm],
      issuer,
      currentDate: now,
    });
    const { sub, tenant, kind, role, branches, family, exp } = Claims.parse(payload);
    const person = { kind, id: sub, tenantId: tenant, role, branchIds: branches, familyId: family };
    return { person, expiresAt: exp * 1000 };
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new Refusal('SESSION_ENDED');
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) throw new Refusal('NOT_SIGNED_IN');
    throw error;
  }
}

async function keyFor(keys: SigningKeys, id: string) {
  const key = await keys.byId(id);
  if (!key) throw new errors.JWKSNoMatchingKey();
  return key.publicKey;
}
