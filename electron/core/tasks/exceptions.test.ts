import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeskState } from '#shared/contract/desk.ts';
import { mainBranch } from '../cache/testing/builders.ts';
import { json, refusal } from '../testing/answering-server.ts';
import { enrolledWindow, login } from '../testing/enrolled-window.ts';
import { branch, deskKey, LibraryServer } from '../testing/library-server.ts';
import { TestWindow } from '../testing/test-window.ts';

let library: LibraryServer;
let window: TestWindow;

const barcode = '33190000000001';
const loanId = '0199a8e0-0000-7000-8000-00000000000a';
const hours = { opens: '09:00', closes: '18:00' };
const isLive = (state: DeskState) => state.connection.kind === 'live' && state.cache.kind === 'ready';
const isOffline = (state: DeskState) => state.connection.kind === 'offline';

beforeEach(async () => {
  library = new LibraryServer();
  library.stock(1);
  const open = { ...branch, openingHours: Array(7).fill(hours) };
  library.answers['GET /branches'] = json(200, {
    data: [open],
    meta: { total: 1, limit: 100, offset: 0, hasMore: false },
  });
  library.answers[`GET /branches/${mainBranch}/closures`] = json(200, { closures: [] });
  await library.server.start();
  window = await enrolledWindow(library);
  await window.call('session.signIn', login);
});
afterEach(async () => {
  library.server.stop();
  await window.discard();
});

async function pullThePlug(): Promise<void> {
  library.server.stop();
  await window.until(isOffline);
}
const daysAgo = (n: number) => new Date(Date.now() - n * 86_400_000);
/** The day at the branch, whose clock is that of Berlin. */
const dayOf = (at: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone: branch.timeZone }).format(at);

describe('the book drop', () => {
  it('counts for the last day that the branch was open, as its closures say', async () => {
    const closed = [0, 1, 2].map((n) => ({ date: dayOf(daysAgo(n)), reason: 'Move' }));
    library.answers[`GET /branches/${mainBranch}/closures`] = json(200, { closures: closed });
    expect(await window.call('loans.bookDropDay', {})).toEqual({ day: dayOf(daysAgo(3)), live: true });
    expect(library.asked(`/branches/${mainBranch}/closures`)[0]?.headers.authorization).toBe(`Desk ${deskKey}`);
  });

  it('counts by the weekly hours of now, not by those of the day on which the desk was set up', async () => {
    const closed = [0, 1].map((n) => (new Date(dayOf(daysAgo(n))).getUTCDay() + 6) % 7);
    const openingHours = Array.from({ length: 7 }, (_, weekday) => (closed.includes(weekday) ? null : hours));
    library.answers['GET /branches'] = json(200, {
      data: [{ ...branch, openingHours }],
      meta: { total: 1, limit: 100, offset: 0, hasMore: false },
    });
    await window.close();
    window = await TestWindow.open({ folder: window.folder });
    await window.until(isLive);
    await expect.poll(() => window.call('loans.bookDropDay', {})).toEqual({ day: dayOf(daysAgo(2)), live: true });
  });

  it('counts by the weekly hours while the line is down', async () => {
    await pullThePlug();
    const { day, live } = await window.call('loans.bookDropDay', {});
    expect(live).toBe(false);
    expect([dayOf(daysAgo(0)), dayOf(daysAgo(1))]).toContain(day);
  });

  it('is told with a return, and kept with one that is queued', async () => {
    await window.call('loans.return', { barcode, bookDrop: '2026-11-20' });
    expect(JSON.parse(library.asked('/loans/return')[0]?.body ?? '')).toMatchObject({ bookDrop: '2026-11-20' });
    await pullThePlug();
    const answer = await window.call('loans.return', { barcode, bookDrop: '2026-11-21' });
    expect(answer).toMatchObject({ kind: 'queued', observation: { order: { bookDrop: '2026-11-21' } } });
  });
});

describe('what a member says of a loan', () => {
  it('is a claim: refused in the server’s words, and nothing of it is queued', async () => {
    library.answers[`POST /loans/${loanId}/claimed-returned`] = refusal('LOAN_LOST');
    expect(await window.call('loans.claimReturned', { loanId })).toMatchObject({
      kind: 'refused',
      problem: { code: 'LOAN_LOST' },
    });
    await pullThePlug();
    expect(await window.call('loans.claimReturned', { loanId, reason: 'Book drop' })).toMatchObject({
      kind: 'offline',
    });
    expect(await window.call('loans.withdrawClaim', { loanId })).toMatchObject({ kind: 'offline' });
    expect((await window.call('outbox.list', { offset: 0, limit: 10 })).total).toBe(0);
  });
});

describe('a new label, and a new card', () => {
  it('are told to the server in the name of whoever is signed in', async () => {
    library.answers[`PATCH /copies/${barcode}`] = refusal('BARCODE_TAKEN');
    library.answers[`POST /members/${loanId}/card`] = refusal('NUMBER_TAKEN');
    const changes = { barcode: '33190000000099', reason: 'The label fell off' };
    expect(await window.call('catalog.changeCopy', { barcode, changes })).toMatchObject({
      problem: { code: 'BARCODE_TAKEN' },
    });
    const card = { memberId: loanId, newNumber: '23529001000463', reason: 'lost' } as const;
    expect(await window.call('members.replaceCard', card)).toMatchObject({ problem: { code: 'NUMBER_TAKEN' } });
    expect(library.asked(`/members/${loanId}/card`)[0]?.headers.authorization).toBe('Bearer access');
  });
});

describe('the printers', () => {
  it('that were chosen stay chosen when the desk is started again', async () => {
    expect(await window.call('settings.printers', {})).toEqual({ slip: null, a4: null });
    await window.call('settings.printers', { printers: { slip: 'Receipts', a4: null } });
    await window.close();
    window = await TestWindow.open({ folder: window.folder });
    expect(await window.call('settings.printers', {})).toEqual({ slip: 'Receipts', a4: null });
  });

  it('are those of the computer’s environment until somebody chooses', async () => {
    await window.close();
    window = await TestWindow.open({ folder: window.folder, variables: { CARREL_PAGE_PRINTER: 'Office' } });
    expect(await window.call('settings.printers', {})).toEqual({ slip: null, a4: 'Office' });
    await window.call('settings.printers', { printers: { slip: null, a4: 'Upstairs' } });
    expect(await window.call('settings.printers', {})).toEqual({ slip: null, a4: 'Upstairs' });
  });
});
