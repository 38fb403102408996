import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskOf } from '../testing/desk.ts';
import { testPassword } from '../testing/made.ts';
import { buildTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const admin = () => ({ token: server.library.tokens.admin });
const anonymise = (id: string) => server.call(admin(), 'POST', `/members/${id}/anonymise`);

/** How many wait for a lock in this database. */
const blocked = async () => {
  const text = `select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return (await server.db.owner.query(text)).rows[0].n;
};

async function aReader() {
  const member = await server.library.aMember({ name: 'Ann Onymous', email: 'ann@example.org', phone: '555-0199' });
  const copy = await server.library.aCopy();
  const returnedAt = server.clock.now();
  const loan = await server.library.aLoan({ copyId: copy.id, memberId: member.id, returnedAt });
  return { member, loan };
}

describe('what is held on a person', () => {
  it('is exported as a whole: the record, every loan, every line of the account, every event', async () => {
    const { member, loan } = await aReader();
    const copy = await server.library.aCopy();
    const open = await server.library.aLoan({ copyId: copy.id, memberId: member.id });
    await server.call({ token: server.library.tokens.librarian }, 'PATCH', `/members/${member.id}`, { phone: '556' });
    await server.library.aCharge(member.id, 300);
    const { status, body } = await server.call(admin(), 'GET', `/members/${member.number}/export`);
    expect(status).toBe(200);
    expect(body.member).toMatchObject({ name: 'Ann Onymous', phone: '556' });
    expect(body.loans.map(({ id }: { id: string }) => id)).toEqual([open.id, loan.id]);
    expect(body.account).toMatchObject([{ kind: 'charge', amount: { amount: 300, currency: 'USD' } }]);
    expect(body.events).toMatchObject([{ action: 'member.changed', entityId: member.id }]);
  });
});

describe('what a person owed, and what he was told', () => {
  it('is exported with who charged it, who took the payment and who sent the notice again', async () => {
    const member = await server.library.aMember();
    const librarian = { token: server.library.tokens.librarian };
    const amount = { amount: 300, currency: 'USD' };
    const account = `/members/${member.id}/account`;
    await server.call(librarian, 'POST', `${account}/charges`, { amount, reason: 'A torn page' });
    await server.call(librarian, 'POST', `${account}/payments`, { amount, method: 'cash' });
    const { rows } = await server.db.owner.query(
      `insert into notices (tenant_id, id, member_id, kind, subject_id, occasion, state, created_at, next_at)
       values ($1, gen_random_uuid(), $2, 'fine_charged', gen_random_uuid(), now(), 'failed', now(), now()) returning id`,
      [server.library.tenantId, member.id],
    );
    await server.call({ token: server.library.tokens.manager }, 'POST', `/notices/${rows[0].id}/retry`);
    const { body } = await server.call(admin(), 'GET', `/members/${member.id}/export`);
    const actions = body.events.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(['account.charged', 'account.paid', 'notice.retried']);
  });
});

describe('what a person waits for, and once waited for', () => {
  it('is exported with what was done to it', async () => {
    const member = await server.library.aMember();
    const [given, kept] = [await server.library.aBook(), await server.library.aBook({ title: 'Moby-Dick' })];
    const librarian = { token: server.library.tokens.librarian };
    const order = { membershipNumber: member.number, pickupBranchId: server.library.branches.main.id };
    const { body: over } = await server.call(librarian, 'POST', `/books/${given.id}/holds`, order);
    await server.call(librarian, 'DELETE', `/holds/${over.hold.id}`);
    await server.call(librarian, 'POST', `/books/${kept.id}/holds`, order);
    const { body } = await server.call(admin(), 'GET', `/members/${member.id}/export`);
    expect(body.holds).toMatchObject([
      { id: over.hold.id, status: 'cancelled', endedAt: server.clock.now().toISOString() },
      { status: 'waiting', position: 1, endedAt: null, book: { title: 'Moby-Dick' } },
    ]);
    const actions = body.events.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(['hold.placed', 'hold.cancelled', 'hold.placed']);
  });
});

describe('forgetting a person', () => {
  it('erases name, number and addresses, and detaches closed loans', async () => {
    const { member, loan } = await aReader();
    const { status, body } = await anonymise(member.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: member.id, name: 'Anonymised', email: null, phone: null, status: 'closed' });
    const { rows } = await server.db.owner.query(
      'select row_to_json(m)::text as member, (select member_id from loans where id = $2) as borrower from members m where id = $1',
      [member.id, loan.id],
    );
    // Nothing that an id or a moment could hold by chance.
    expect(rows[0].member).not.toMatch(new RegExp(`Ann|onymous|${member.number}|example|555-0199|argon2`));
    expect(rows[0].borrower).toBeNull();
    const login = { tenant: server.library.slug, number: member.number, password: testPassword };
    expect((await server.call(undefined, 'POST', '/auth/login', login)).status).toBe(401);
    expect((await server.call(admin(), 'GET', `/members/${member.number}`)).status).toBe(404);
  });

  it('leaves nobody who could be charged, admitted again or given a card, also under the id', async () => {
    const { member } = await aReader();
    await anonymise(member.id);
    const one = `/members/${member.id}`;
    const amount = { amount: 300, currency: 'USD' };
    for (const [method, path, body] of [
      ['PATCH', one, { status: 'active' }],
      ['POST', `${one}/card`, { newNumber: '29999000000991', reason: 'lost' }],
      ['POST', `${one}/account/charges`, { amount, reason: 'A torn page' }],
    ] as const) {
      const answer = await server.call(admin(), method, path, body);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'MEMBER_NOT_FOUND']);
    }
    const { body } = await server.call(admin(), 'GET', one);
    expect(body).toMatchObject({ name: 'Anonymised', status: 'closed', balance: { amount: 0 } });
  });

  it('leaves an audit event that does not say who it was', async () => {
    const { member } = await aReader();
    await anonymise(member.id);
    const { rows } = await server.db.owner.query('select action, facts from audit where entity_id = $1', [member.id]);
    expect(rows).toEqual([{ action: 'member.anonymised', facts: {} }]);
  });

  it('cancels also the hold that was placed while it had begun', async () => {
    const { member } = await aReader();
    const book = await server.library.aBook();
    const placing = await server.db.owner.connect();
    await placing.query('begin');
    await placing.query('select from members where id = $1 for update', [member.id]);
    await placing.query(
      `insert into holds (tenant_id, id, book_id, member_id, pickup_branch_id, placed_at)
       values ($1, gen_random_uuid(), $2, $3, $4, now())`,
      [server.library.tenantId, book.id, member.id, server.library.branches.main.id],
    );
    const forgetting = anonymise(member.id);
    await expect.poll(blocked).toBe(1);
    await placing.query('commit');
    placing.release();
    expect((await forgetting).status).toBe(200);
    const { rows } = await server.db.owner.query('select status from holds where member_id = $1', [member.id]);
    expect(rows).toEqual([{ status: 'cancelled' }]);
  });

  it('leaves no end of his number with what he waited for, once nobody needs it to find a slip', async () => {
    const desk = deskOf(server);
    const member = await server.library.aMember({ number: '4711' });
    const [collected, kept] = [await server.library.aCopy(), await server.library.aCopy()];
    for (const { bookId, barcode } of [collected, kept]) {
      await desk.placeHold(bookId, member.number);
      await desk.bringBack(barcode);
    }
    await desk.lend(collected.barcode, member.number);
    await desk.bringBack(collected.barcode);
    expect((await anonymise(member.id)).status).toBe(200);
    const slips = async () =>
      (await server.db.owner.query('select slip_code from holds where member_id = $1', [member.id])).rows
        .map((row) => row.slip_code)
        .filter((code) => code !== null);
    expect(await slips()).toEqual(['4711']);
    const shelf = await desk.get(`/branches/${desk.main()}/hold-shelf/to-clear`);
    expect(shelf.body.data).toMatchObject([{ copy: { barcode: kept.barcode }, pickupCode: '4711' }]);
    await desk.bringBack(kept.barcode);
    expect(await slips()).toEqual([]);
  });

  it('is refused while a loan is open', async () => {
    const { member } = await aReader();
    const copy = await server.library.aCopy();
    await server.library.aLoan({ copyId: copy.id, memberId: member.id });
    expect(await anonymise(member.id)).toMatchObject({
      status: 409,
      body: { code: 'MEMBER_HAS_LOANS', facts: { openLoans: 1 } },
    });
  });

  it('is refused while something is owed', async () => {
    const { member } = await aReader();
    await server.library.aCharge(member.id, 100);
    expect(await anonymise(member.id)).toMatchObject({ status: 409, body: { code: 'MEMBER_HAS_BALANCE' } });
  });
});
