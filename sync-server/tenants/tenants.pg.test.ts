import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, operatorKey, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const operator = { apiKey: operatorKey };
const order = (slug: string) => ({
  slug,
  name: 'Town Library',
  admin: { number: '900', name: 'Grace', password: 'a long pass phrase' },
});
const onboard = (body: object, key?: string) =>
  server.call(operator, 'POST', '/tenants', body, { headers: key ? { 'idempotency-key': key } : {} });

describe('onboarding a library', () => {
  it('makes the tenant, its first branch, its first admin and the default policies in one call', async () => {
    const { status, body } = await onboard(order('town'));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      slug: 'town',
      currency: 'USD',
      barcodePatterns: { member: ['2\\d{13}', 'P ?\\d{1,7}'] },
      branch: { code: 'MAIN', timeZone: 'UTC' },
      admin: { number: '900', role: 'admin', active: true },
    });
    expect(body.branch.openingHours[5]).toEqual({ opens: '09:00', closes: '18:00' });
    expect(body.branch.openingHours[6]).toBeNull();
    const login = { tenant: 'town', number: '900', password: 'a long pass phrase' };
    const { body: session } = await server.call(undefined, 'POST', '/auth/login', login);
    const { body: rules } = await server.call({ token: session.accessToken }, 'GET', '/policies');
    expect(rules.policies).toHaveLength(3);
    expect(rules.policies[0]).toMatchObject({ itemType: null, loanDays: 21, fineCentsPerDay: 25, maxLoans: 10 });
    expect(rules.policies).toContainEqual(expect.objectContaining({ itemType: 'new_release', fineCentsPerDay: 50 }));
    expect(rules.policies).toContainEqual(expect.objectContaining({ itemType: 'reference', lendable: false }));
  });

  it('takes the first branch as the operator describes it', async () => {
    const branch = { code: 'HQ', name: 'Headquarters', timeZone: 'Europe/Berlin' };
    const { body } = await onboard({ ...order('berlin'), currency: 'EUR', branch });
    expect(body).toMatchObject({ currency: 'EUR', branch });
  });

  it('refuses a short name that another library has, and leaves nothing behind', async () => {
    await onboard(order('twice'));
    expect(await onboard(order('twice'))).toMatchObject({ status: 409, body: { code: 'SLUG_TAKEN' } });
    const { rows } = await server.db.owner.query("select count(*)::int as n from staff where number = '900'");
    const { rows: tenants } = await server.db.owner.query('select count(*)::int as n from tenants');
    expect(rows[0].n).toBe(tenants[0].n - 1);
  });

  it('makes one library however often the same order is sent at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => onboard(order('once'), 'onboard-once')));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await onboard(order('another'), 'onboard-once')).toMatchObject({ status: 422 });
  });

  it('writes every event of it into the new library’s own audit', async () => {
    const { body } = await onboard(order('audited'));
    const { rows } = await server.db.owner.query('select action, actor_kind from audit where tenant_id = $1', [
      body.id,
    ]);
    expect(rows.map(({ action }) => action).sort()).toEqual(['branch.opened', 'staff.added', 'tenant.onboarded']);
    expect(rows.every(({ actor_kind }) => actor_kind === 'operator')).toBe(true);
  });
});

describe('changing a library', () => {
  it('changes what the operator names, and nothing else', async () => {
    const { tenantId, tokens } = server.library;
    const changed = await server.call(operator, 'PATCH', `/tenants/${tenantId}`, { memberSelfCheckout: true });
    expect(changed).toMatchObject({ status: 200, body: { name: 'Test Library', memberSelfCheckout: true } });
    const seen = await server.call({ token: tokens.member }, 'GET', '/tenant');
    expect(seen.body).toEqual(changed.body);
  });

  it('says so when there is no such library', async () => {
    const path = '/tenants/0190a0a0-0000-7000-8000-000000000000';
    expect(await server.call(operator, 'PATCH', path, { name: 'Nobody’s' })).toMatchObject({ status: 404 });
  });
});
