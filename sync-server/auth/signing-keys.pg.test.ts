import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '../db/database.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.ts';
import { issueAccessToken, verifyAccessToken } from './access-token.ts';
import { signingKeys } from './signing-keys.ts';

let db: TestDatabase;
const servers: Database[] = [];
beforeAll(async () => {
  db = await testDatabase();
  for (let server = 0; server < 5; server++) servers.push(openDatabase({ url: db.serverUrl, max: 2 }));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await db.drop();
});

const now = new Date('2026-03-10T10:00:00Z');
const person = {
  kind: 'staff',
  id: '0190a0a0-0000-7000-8000-000000000001',
  tenantId: '0190a0a0-0000-7000-8000-000000000002',
  familyId: '0190a0a0-0000-7000-8000-000000000003',
  role: 'manager',
  branchIds: ['0190a0a0-0000-7000-8000-000000000004'],
} as const;

it('makes one signing key, however many servers start at once', async () => {
  const keys = await Promise.all(servers.map((server) => signingKeys(server).current()));
  expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
  const { rows } = await db.owner.query('select count(*)::int as n from signing_keys');
  expect(rows[0].n).toBe(1);
});

it('reads on any server a token that another has signed', async () => {
  const [one, other] = servers.map(signingKeys);
  if (!one || !other) throw new Error('There are no servers.');
  const token = await issueAccessToken(await one.current(), person, now);
  expect((await verifyAccessToken(other, token, now)).person).toEqual(person);
});

it('goes on reading tokens of the key before, when an operator has made room for a new one', async () => {
  const before = await issueAccessToken(await signingKeys(db.database).current(), person, now);
  await db.owner.query('update signing_keys set current = false');
  const fresh = openDatabase({ url: db.serverUrl, max: 2 });
  servers.push(fresh);
  const keys = signingKeys(fresh);
  const after = await issueAccessToken(await keys.current(), person, now);
  expect(await keys.all()).toHaveLength(2);
  for (const token of [before, after]) expect((await verifyAccessToken(keys, token, now)).person).toEqual(person);
});

it('signs with the new key of an operator after a few minutes, without a restart', async () => {
  const running = openDatabase({ url: db.serverUrl, max: 2 });
  servers.push(running);
  const before = await signingKeys(running).current();
  await db.owner.query('update signing_keys set current = false');
  expect((await signingKeys(running).current()).id).toBe(before.id);
  const sixMinutesOn = performance.now() + 6 * 60_000;
  const clock = vi.spyOn(performance, 'now').mockReturnValue(sixMinutesOn);
  const after = await signingKeys(running).current();
  clock.mockRestore();
  expect(after.id).not.toBe(before.id);
});
