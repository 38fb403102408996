import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { DEFAULT_BARCODE_PATTERNS } from '#shared/contract/scan.ts';
import { issueAccessToken } from '../auth/access-token.ts';
import { hashPassword } from '../auth/passwords.ts';
import type { SigningKeys } from '../auth/signing-keys.ts';
import { booksAndCopies } from './books.ts';
import { branchesAndPolicies } from './branches.ts';
import type { TestClock } from './clock.ts';
import { digits, type Made, testPassword } from './made.ts';
import { membersAndLoans } from './members.ts';
import { insertTenant } from './queries.ts';
import { staffAndKeys } from './staff.ts';

export type TestWorld = { owner: pg.Pool; keys: SigningKeys; clock: TestClock };
export type Library = Awaited<ReturnType<typeof aLibrary>>;

/** Hashed once: a good hash is slow. */
let passwordHash: Promise<string> | undefined;

/**
 * A tenant with two branches, the default policies, a person of each role, a desk and an API key. A second call makes
 * another tenant, whose rows the first must never see.
 */
export async function aLibrary(world: TestWorld, { slug = digits('lib-') } = {}) {
  const made = await aTenant(world, slug);
  const shelves = branchesAndPolicies(made);
  const branches = {
    main: await shelves.aBranch({ code: 'MAIN', name: 'Main' }),
    harbour: await shelves.aBranch({ code: 'HARB', name: 'Harbour' }),
  };
  await shelves.aPolicy();
  await shelves.aPolicy({ lendable: false }, { itemType: 'reference' });
  await shelves.aPolicy({ fineCentsPerDay: 50 }, { itemType: 'new_release' });
  const workers = staffAndKeys(made, branches.main.id);
  const people = membersAndLoans(made);
  const staff = {
    admin: await workers.aStaff({ role: 'admin', branchIds: [] }),
    manager: await workers.aStaff({ role: 'manager' }),
    librarian: await workers.aStaff({ role: 'librarian' }),
  };
  const member = await people.aMember({ name: 'Ada Member' });
  return {
    tenantId: made.tenantId,
    slug,
    branches,
    staff,
    member,
    tokens: {
      admin: staff.admin.token,
      manager: staff.manager.token,
      librarian: staff.librarian.token,
      member: member.token,
    },
    /** A fresh token, for tests that let more than the fifteen minutes of a token go by. */
    async signIn(role: 'admin' | 'manager' | 'librarian') {
      const { id, branchIds } = staff[role];
      return { token: await made.tokenOf('staff', id, role, branchIds) };
    },
    deskKey: (await workers.aDesk()).key,
    apiKey: (await workers.anApiKey()).key,
    ...shelves,
    ...workers,
    ...people,
    ...booksAndCopies(made, branches.main.id),
  };
}

async function aTenant({ owner, keys, clock }: TestWorld, slug: string): Promise<Made> {
  const tenantId = uuidv7();
  passwordHash ??= hashPassword(testPassword);
  const patterns = JSON.stringify(DEFAULT_BARCODE_PATTERNS);
  await owner.query(insertTenant, [tenantId, slug, 'Test Library', 'USD', patterns, clock.now()]);
  return {
    tenantId,
    clock,
    insert: (text, values) => owner.query(text, [tenantId, ...values]),
    passwordHash: await passwordHash,
    tokenOf: async (kind, id, role, branchIds = []) =>
      issueAccessToken(await keys.current(), { kind, id, role, branchIds, tenantId, familyId: uuidv7() }, clock.now()),
  };
}
