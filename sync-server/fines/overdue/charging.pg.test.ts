import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultTerms } from '#shared/contract/policy.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

// It is Tuesday 10 March 2026, ten in the morning; the library is closed on Sundays.
let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const librarian = () => ({ token: server.library.tokens.librarian });
const bringBack = (barcode: string, more: object = {}) =>
  server.call(librarian(), 'POST', '/loans/return', { barcode, branchId: server.library.branches.main.id, ...more });
const renew = (loanId: string) => server.call(librarian(), 'POST', `/loans/${loanId}/renew`);

type Late = { dueAt: string; itemType?: 'regular' | 'new_release'; memberId?: string; homeBranchId?: string };

/** A loan that was due; of a member who was late before, unless it is a given one. */
async function aLateLoan({ dueAt, itemType = 'regular', homeBranchId, memberId }: Late) {
  const { library } = server;
  const member = memberId ?? (await aMemberLateBefore());
  const copy = await library.aCopy({ itemType, ...(homeBranchId ? { homeBranchId } : {}) });
  const due = new Date(dueAt);
  const checkedOutAt = new Date(due.getTime() - 21 * 86_400_000);
  const loan = await library.aLoan({ copyId: copy.id, memberId: member, checkedOutAt, dueAt: due });
  return { ...copy, loanId: loan.id, memberId: member };
}

async function aMemberLateBefore() {
  const { id } = await server.library.aMember();
  await server.db.owner.query("update members set first_overdue_at = '2020-01-01Z' where id = $1", [id]);
  return id;
}

async function ledgerOf(memberId: string) {
  const statement = 'select kind, reason, amount_cents, loan_id from ledger_entries where member_id = $1 order by id';
  return (await server.db.owner.query(statement, [memberId])).rows;
}
const actionsAbout = async (memberId: string): Promise<string[]> => {
  const statement = "select action from audit where facts->>'memberId' = $1 or entity_id = $1::uuid order by id";
  return (await server.db.owner.query(statement, [memberId])).rows.map((row) => row.action);
};

describe('a copy that comes back late', () => {
  test('is fined once: in the answer, in the ledger, with its working in the audit', async () => {
    const late = await aLateLoan({ dueAt: '2026-03-06T18:00:00Z' });
    const { status, body } = await bringBack(late.barcode);
    expect([status, body.outcome, body.next]).toEqual([200, 'returned', 'shelve']);
    expect(body.fine).toEqual({ amount: 75, currency: 'USD' });
    expect(await ledgerOf(late.memberId)).toEqual([
      { kind: 'charge', reason: 'overdue', amount_cents: 75, loan_id: late.loanId },
    ]);
    const { rows } = await server.db.owner.query(
      "select facts from audit where action = 'account.charged' and facts->>'loanId' = $1",
      [late.loanId],
    );
    expect(rows).toMatchObject([{ facts: { daysOverdue: 3, closedDays: 1, cents: 75, cappedBy: null } }]);
  });

  test('a second scan charges nothing more', async () => {
    const late = await aLateLoan({ dueAt: '2026-03-06T18:00:00Z' });
    await bringBack(late.barcode);
    expect((await bringBack(late.barcode)).body).not.toHaveProperty('fine');
    expect(await ledgerOf(late.memberId)).toHaveLength(1);
  });

  test('on its due day is not fined, also after closing time', async () => {
    const late = await aLateLoan({ dueAt: '2026-03-10T09:00:00Z' });
    expect((await bringBack(late.barcode)).body).not.toHaveProperty('fine');
    expect(await ledgerOf(late.memberId)).toEqual([]);
  });

  test('pays nothing for days on which the branch was closed', async () => {
    const { library } = server;
    const quiet = await library.aBranch();
    await library.aClosure(quiet.id, '2026-03-07');
    await library.aClosure(quiet.id, '2026-03-09');
    const late = await aLateLoan({ dueAt: '2026-03-06T18:00:00Z', homeBranchId: quiet.id });
    // The calendar is that of the branch that lent it, wherever it is brought back.
    expect((await bringBack(late.barcode)).body.fine.amount).toBe(25);
  });

  test('pays nothing for closed days that lie years back either', async () => {
    const { library } = server;
    const quiet = await library.aBranch();
    for (const day of ['2024-07-08', '2024-07-09', '2024-07-10']) await library.aClosure(quiet.id, day);
    const late = await aLateLoan({ dueAt: '2024-07-05T18:00:00Z', homeBranchId: quiet.id });
    await server.db.owner.query("update loans set lost_at = '2024-07-12T10:00:00Z' where id = $1", [late.loanId]);
    expect((await bringBack(late.barcode)).body.fine.amount).toBe(75);
  });

  test('as a new release costs more a day', async () => {
    const late = await aLateLoan({ dueAt: '2026-03-09T18:00:00Z', itemType: 'new_release' });
    expect((await bringBack(late.barcode)).body.fine.amount).toBe(50);
  });

  test('never costs more than 10.00', async () => {
    const late = await aLateLoan({ dueAt: '2025-06-06T18:00:00Z' });
    expect((await bringBack(late.barcode)).body.fine.amount).toBe(1000);
  });

  test('and that a desk saw earlier is fined to the day it was seen only', async () => {
    const late = await aLateLoan({ dueAt: '2026-03-03T18:00:00Z' });
    const { body } = await bringBack(late.barcode, { observedAt: '2026-03-04T17:00:00Z' });
    expect(body.fine.amount).toBe(25);
    const inTime = await aLateLoan({ dueAt: '2026-03-03T18:00:00Z' });
    const seen = await bringBack(inTime.barcode, { observedAt: '2026-03-03T10:00:00Z' });
    expect(seen.body).not.toHaveProperty('fine');
    expect(await ledgerOf(inTime.memberId)).toEqual([]);
  });
});

describe('the grace for a first overdue ever', () => {
  test('two open days are free, once', async () => {
    const { id } = await server.library.aMember();
    const first = await aLateLoan({ dueAt: '2026-03-07T18:00:00Z', memberId: id });
    const second = await aLateLoan({ dueAt: '2026-03-07T18:00:00Z', memberId: id });
    expect((await bringBack(first.barcode)).body).not.toHaveProperty('fine');
    expect((await bringBack(second.barcode)).body.fine.amount).toBe(50);
    expect(await actionsAbout(id)).toEqual(['member.first_overdue', 'account.charged']);
  });

  test('beyond it, every day is owed', async () => {
    const { id } = await server.library.aMember();
    const late = await aLateLoan({ dueAt: '2026-03-06T18:00:00Z', memberId: id });
    expect((await bringBack(late.barcode)).body.fine.amount).toBe(75);
  });

  test('is given to one of two that come back at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const { id } = await server.library.aMember();
      const both = [
        await aLateLoan({ dueAt: '2026-03-09T18:00:00Z', memberId: id }),
        await aLateLoan({ dueAt: '2026-03-09T18:00:00Z', memberId: id }),
      ];
      await Promise.all(both.map(({ barcode }) => bringBack(barcode)));
      expect(await ledgerOf(id)).toHaveLength(1);
    }
  });
});

describe('a member’s fines', () => {
  const bringBackAll = (loans: { barcode: string }[]) => Promise.all(loans.map(({ barcode }) => bringBack(barcode)));
  const sumOf = (entries: { amount_cents: number }[]) =>
    entries.reduce((sum, { amount_cents }) => sum + amount_cents, 0);

  test('never exceed 50.00, though eight copies are returned at eight desks at once', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await aMemberLateBefore();
      const loans = [];
      for (let n = 0; n < 8; n++) loans.push(await aLateLoan({ dueAt: '2025-06-06T18:00:00Z', memberId: id }));
      const answers = await bringBackAll(loans);
      expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
      expect(sumOf(await ledgerOf(id))).toBe(5000);
    }
  });

  test('that are paid make room for others, and never more than 50.00 are open, whatever comes at once', async () => {
    for (let round = 0; round < 3; round++) {
      const id = await aMemberLateBefore();
      const loans = [];
      for (let n = 0; n < 9; n++) loans.push(await aLateLoan({ dueAt: '2025-06-06T18:00:00Z', memberId: id }));
      await bringBackAll(loans.slice(0, 3));
      const cash = { amount: { amount: 1000, currency: 'USD' }, method: 'cash' };
      const pay = () => server.call(librarian(), 'POST', `/members/${id}/account/payments`, cash);
      const answers = await Promise.all([...loans.slice(3).map(({ barcode }) => bringBack(barcode)), pay(), pay()]);
      expect(answers.map(({ status }) => status)).toEqual([...Array(6).fill(200), 201, 201]);
      let open = 0;
      for (const { amount_cents } of await ledgerOf(id)) {
        open += amount_cents;
        expect(open).toBeLessThanOrEqual(5000);
      }
      expect(open).toBeGreaterThanOrEqual(3000);
    }
  });

  test('one copy at eight desks at once is fined once', async () => {
    const late = await aLateLoan({ dueAt: '2026-03-06T18:00:00Z' });
    const answers = await bringBackAll(Array(8).fill(late));
    expect(answers.filter(({ body }) => body.fine)).toHaveLength(1);
    expect(sumOf(await ledgerOf(late.memberId))).toBe(75);
  });

  test('two returns that cross two renewals do not lock each other out', async () => {
    const id = await aMemberLateBefore();
    const loans = [];
    for (let n = 0; n < 4; n++) loans.push(await aLateLoan({ dueAt: '2026-03-09T18:00:00Z', memberId: id }));
    const [one, two, three, four] = loans;
    const answers = await Promise.all([
      bringBack(one?.barcode ?? ''),
      renew(two?.loanId ?? ''),
      bringBack(three?.barcode ?? ''),
      renew(four?.loanId ?? ''),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(sumOf(await ledgerOf(id))).toBe(100);
  });
});

describe('a loan that is renewed late', () => {
  test('is fined to the day of the renewal, and the days after the new due date later', async () => {
    const late = await aLateLoan({ dueAt: '2026-03-06T18:00:00Z' });
    const { body } = await renew(late.loanId);
    expect([body.fine, body.loan.dueAt]).toEqual([{ amount: 75, currency: 'USD' }, '2026-03-31T18:00:00.000Z']);
    expect((await bringBack(late.barcode)).body).not.toHaveProperty('fine');
    expect(await ledgerOf(late.memberId)).toHaveLength(1);
  });

  test('twice never costs more than 10.00 in all', async () => {
    const late = await aLateLoan({ dueAt: '2026-02-02T18:00:00Z' });
    expect((await renew(late.loanId)).body.fine.amount).toBe(31 * 25);
    const again = '2026-02-20T18:00:00Z';
    await server.db.owner.query('update loans set due_at = $2, checked_out_at = $2 where id = $1', [
      late.loanId,
      again,
    ]);
    await server.db.owner.query('update copies set due_at = $2 where id = $1', [late.id, again]);
    expect((await bringBack(late.barcode)).body.fine.amount).toBe(1000 - 31 * 25);
  });

  test('is not fined when the renewal is refused', async () => {
    const late = await aLateLoan({ dueAt: '2026-03-06T18:00:00Z' });
    await server.library.aCharge(late.memberId, defaultTerms.blockBalanceCents);
    expect((await renew(late.loanId)).body.code).toBe('BALANCE_OVER_LIMIT');
    expect(await ledgerOf(late.memberId)).toHaveLength(1);
  });
});

describe('what the database itself refuses', () => {
  test('a second fine for the same missed due date', async () => {
    const late = await aLateLoan({ dueAt: '2026-03-06T18:00:00Z' });
    await bringBack(late.barcode);
    const again = server.db.owner.query(
      `insert into ledger_entries (tenant_id, id, member_id, loan_id, kind, reason, amount_cents, currency, at, due_at)
       select tenant_id, gen_random_uuid(), member_id, loan_id, kind, reason, amount_cents, currency, at, due_at
       from ledger_entries where loan_id = $1`,
      [late.loanId],
    );
    await expect(again).rejects.toThrow(/ledger_one_fine_per_missed_due_date/);
  });
});
