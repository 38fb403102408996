import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultPreferences, defaultSettings, type NoticePreferences } from '#shared/contract/notices.ts';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { sendNotices } from '../sending/send-everywhere.ts';
import { noticesOf } from '../testing/notice-rows.ts';
import { remindMembers } from './remind-members.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

const day = 86_400_000;
const morning = '2026-06-10T09:00:00.000Z';

beforeEach(async () => {
  server.clock.set(morning);
  // Every test begins with nobody to remind.
  await server.db.owner.query('update loans set returned_at = now() where returned_at is null');
  await server.db.owner.query("update copies set status = 'available', due_at = null where status = 'on_loan'");
});

const remind = () => remindMembers({ database: server.db.database, now: server.clock.now }, server.library.tenantId);

/** A loan that was due so many days before this morning, at the closing time of its branch. */
async function aLoanDue(memberId: string, daysAgo: number, homeBranchId?: string) {
  const copy = await server.library.aCopy(homeBranchId ? { homeBranchId } : {});
  const dueAt = new Date(Date.parse(morning.replace('09:00', '18:00')) - daysAgo * day);
  const loan = await server.library.aLoan({ copyId: copy.id, memberId, checkedOutAt: new Date('2026-01-05'), dueAt });
  return { ...loan, barcode: copy.barcode };
}

async function prefer(memberId: string, wishes: Partial<NoticePreferences>) {
  const preferences = { ...defaultPreferences, ...wishes };
  const librarian = await server.library.signIn('librarian');
  const { status } = await server.call(librarian, 'PUT', `/members/${memberId}/notice-preferences`, preferences);
  expect(status).toBe(200);
}

async function stepsOf(memberId: string): Promise<string[]> {
  const text = `select r.step from reminders r join notices n on n.id = r.notice_id where n.member_id = $1 order by 1`;
  return (await server.db.owner.query(text, [memberId])).rows.map(({ step }) => step);
}

describe('what is due or overdue', () => {
  it.each([
    [-3, []],
    [-2, ['due_soon']],
    [0, ['due_soon']],
    [6, []],
    [7, ['overdue_first']],
    [14, ['overdue_second']],
    [28, ['overdue_final']],
    [60, []],
  ])('%i days after the due date: %j', async (daysAgo, steps) => {
    const member = await server.library.aMember();
    await aLoanDue(member.id, daysAgo);
    await remind();
    expect(await stepsOf(member.id)).toEqual(steps);
  });

  it('is one message for each member, however many loans', async () => {
    const member = await server.library.aMember();
    for (const daysAgo of [-1, 7, 7, 28]) await aLoanDue(member.id, daysAgo);
    expect(await remind()).toBe(1);
    expect(await noticesOf(server, member.id)).toHaveLength(1);
    expect(await stepsOf(member.id)).toEqual(['due_soon', 'overdue_final', 'overdue_first', 'overdue_first']);
  });

  it('is a message for each loan where the member wants it so', async () => {
    const member = await server.library.aMember();
    await prefer(member.id, { digest: false });
    for (const daysAgo of [-1, 7]) await aLoanDue(member.id, daysAgo);
    expect(await remind()).toBe(2);
  });

  it('is not told to a member who does not want that', async () => {
    const member = await server.library.aMember();
    await prefer(member.id, { channels: { due_soon: 'none' } });
    await aLoanDue(member.id, -1);
    await aLoanDue(member.id, 7);
    await remind();
    expect(await stepsOf(member.id)).toEqual(['overdue_first']);
  });

  it('is not told of a copy that was declared lost', async () => {
    const member = await server.library.aMember();
    const loan = await aLoanDue(member.id, 7);
    await server.db.owner.query('update loans set lost_at = now() where id = $1', [loan.id]);
    await remind();
    expect(await stepsOf(member.id)).toEqual([]);
  });

  it('is not told of a copy that the member says he brought back', async () => {
    const member = await server.library.aMember();
    const loan = await aLoanDue(member.id, 7);
    await server.db.owner.query('update loans set claimed_returned_at = now() where id = $1', [loan.id]);
    await remind();
    expect(await stepsOf(member.id)).toEqual([]);
  });

  it('is told with every title in it, and without what was brought back since', async () => {
    const member = await server.library.aMember({ email: 'ann@example.org' });
    const kept = await aLoanDue(member.id, 7);
    const returned = await aLoanDue(member.id, 7);
    await remind();
    const { branches } = server.library;
    const order = { barcode: returned.barcode, branchId: branches.main.id };
    await server.call(await server.library.signIn('librarian'), 'POST', '/loans/return', order);
    const deps = { database: server.db.database, now: server.clock.now, carriers: {} };
    await sendNotices(deps, [server.library.tenantId]);
    const [row] = (await noticesOf(server, member.id)).filter(({ kind }) => kind === 'reminder');
    expect(row?.body).toContain(`Overdue:\n- A Book (${kept.barcode}), was due Wednesday, June 3, 2026`);
    expect(row?.body).not.toContain(returned.barcode);
  });

  it('is not told as due soon once its due date is over', async () => {
    const member = await server.library.aMember({ email: 'ann@example.org' });
    await aLoanDue(member.id, -1);
    await remind();
    server.clock.advance({ days: 2 });
    await sendNotices({ database: server.db.database, now: server.clock.now, carriers: {} }, [server.library.tenantId]);
    expect(await noticesOf(server, member.id)).toMatchObject([{ state: 'dropped', trouble: 'out_of_date' }]);
  });
});

describe('run again', () => {
  it('on the same day, or by two servers at once, it tells nothing twice', async () => {
    const members = await Promise.all(Array.from({ length: 30 }, () => server.library.aMember()));
    for (const { id } of members) await aLoanDue(id, 7);
    const made = await Promise.all([remind(), remind(), remind()]);
    expect(made.reduce((sum, count) => sum + count)).toBe(30);
    server.clock.advance({ hours: 3 });
    expect(await remind()).toBe(0);
  });

  it('on the next day it tells only what is new', async () => {
    const member = await server.library.aMember();
    await aLoanDue(member.id, 7);
    await aLoanDue(member.id, 13);
    await remind();
    server.clock.advance({ days: 1 });
    await remind();
    expect(await stepsOf(member.id)).toEqual(['overdue_first', 'overdue_first', 'overdue_second']);
    expect(await noticesOf(server, member.id)).toHaveLength(2);
  });

  it('after some days without any server, it makes up for the reminder once', async () => {
    const member = await server.library.aMember();
    await aLoanDue(member.id, 10);
    await remind();
    server.clock.advance({ days: 1 });
    await remind();
    expect(await stepsOf(member.id)).toEqual(['overdue_first']);
  });
});

describe('the morning', () => {
  it('begins at the member’s own branch', async () => {
    const { id: tokyo } = await server.library.aBranch({ name: 'Tokyo', timeZone: 'Asia/Tokyo' });
    const far = await server.library.aMember({ homeBranchId: tokyo });
    const here = await server.library.aMember();
    server.clock.set('2026-06-09T23:30:00.000Z');
    // At eighteen o'clock in London it is the next day in Tokyo.
    for (const { id } of [far, here]) await aLoanDue(id, 8, tokyo);
    await remind();
    expect(await stepsOf(far.id)).toEqual(['overdue_first']);
    expect(await stepsOf(here.id)).toEqual([]);
    server.clock.set(morning);
    await remind();
    expect(await stepsOf(here.id)).toEqual(['overdue_first']);
  });

  it.each(['2026-06-10T07:59:00.000Z', '2026-06-10T20:00:00.000Z'])('is not at %s', async (at) => {
    const member = await server.library.aMember();
    await aLoanDue(member.id, 7);
    server.clock.set(at);
    expect(await remind()).toBe(0);
  });

  it('is when the library says', async () => {
    const admin = await server.library.signIn('admin');
    const settings = { ...defaultSettings, morningHour: 6, overdueDays: { first: 3, second: null, final: 10 } };
    expect(await server.call(admin, 'PUT', '/notice-settings', settings)).toMatchObject({ status: 200 });
    const member = await server.library.aMember();
    await aLoanDue(member.id, 3);
    await aLoanDue(member.id, 10);
    server.clock.set('2026-06-10T06:10:00.000Z');
    await remind();
    expect(await stepsOf(member.id)).toEqual(['overdue_final', 'overdue_first']);
    await server.call(admin, 'PUT', '/notice-settings', defaultSettings);
  });
});

describe('a library with many members', () => {
  it('is gone through page by page, and nobody is left out', async () => {
    const { tenantId, branches } = server.library;
    const { bookId } = await server.library.aCopy();
    await server.db.owner.query(
      `with people as (
         insert into members (tenant_id, id, number, name, category)
         select $1, gen_random_uuid(), 'many-' || n, 'One of many', 'adult' from generate_series(1, 1203) n returning id
       ), numbered as (select id, row_number() over () as n from people), shelf as (
         insert into copies (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id, status, due_at)
         select $1, gen_random_uuid(), $2, 'many-' || n, $3, $3, 'on_loan', $4 from generate_series(1, 1203) n
         returning id
       ), shelved as (select id, row_number() over () as n from shelf)
       insert into loans (tenant_id, id, copy_id, book_id, member_id, branch_id, checked_out_at, due_at)
       select $1, gen_random_uuid(), shelved.id, $2, numbered.id, $3, '2026-01-05', $4
       from numbered join shelved using (n)`,
      [tenantId, bookId, branches.main.id, new Date(Date.parse(morning) - 7 * day)],
    );
    expect(await remind()).toBe(1203);
    const leaving =
      "select distinct next_at from notices where kind = 'reminder' and state = 'queued' and created_at = $1";
    const pages = await server.db.owner.query(leaving, [server.clock.now()]);
    // The second page leaves later, so that a hold that becomes ready meanwhile is not told behind all of them.
    expect(pages.rows).toHaveLength(2);
  });
});
