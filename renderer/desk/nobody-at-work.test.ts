import { describe, expect, it } from 'vitest';
import { cardNumber } from '../testing/example-records.ts';
import { startTestDesk } from '../testing/test-desk.ts';
import type { TestHost } from '../testing/test-host.ts';

/** What is remembered of a task, all of it, as text to look for names in. */
const remembered = (...stores: { getState(): unknown }[]) =>
  JSON.stringify(
    stores.map((store) => store.getState()),
    (_, value) => (value instanceof Map ? [...value] : value),
  );

function lock(host: TestHost): void {
  const { session } = host.state;
  if (session.kind === 'signed_in') host.change({ session: { ...session, kind: 'locked' } });
}
const leave = {
  locked: lock,
  'signed out': (host: TestHost) => host.change({ session: { kind: 'signed_out' } }),
};

describe.each(['locked', 'signed out'] as const)('a desk that is %s', (how) => {
  it('forgets who waits for the book on the screen, and the hold that was being changed', async () => {
    const { desk, host, settle } = await startTestDesk();
    desk.open('catalog');
    const { catalog, waitlists } = desk.tasks;
    const [hold] = host.library.holds;
    const book = host.library.books.find(({ id }) => id === hold?.book.id);
    if (!hold || !book) throw new Error('Nobody waits for a book in the example library.');
    await catalog.open(book);
    await waitlists.showBook(book.id);
    waitlists.open({ kind: 'change', hold });
    leave[how](host);
    await settle();
    expect(remembered(waitlists.ofBook.store, waitlists.store)).not.toContain(hold.member.name);
  });

  it('forgets what members were told, also when it is told too late', async () => {
    const { desk, host, settle } = await startTestDesk();
    const { notices } = desk.tasks;
    await notices.show('failed');
    const notice = notices.rows.rowAt(0);
    if (!notice) throw new Error('No notice has failed in the example library.');
    host.delayMs = 5;
    const late = notices.read(notice.id);
    leave[how](host);
    await late;
    await settle();
    expect(notices.rows.store.getState().total).toBe(0);
    expect(notices.store.getState().open).toBeNull();
  });

  it('shows nobody’s account that was asked for before', async () => {
    const { desk, host, settle } = await startTestDesk();
    desk.open('returns');
    host.delayMs = 5;
    const late = desk.tasks.account.openFor(host.library.members[1]?.id ?? '');
    leave[how](host);
    await late;
    await settle();
    expect(desk.tasks.account.store.getState()).toMatchObject({ member: null, dialog: null });
  });

  it('forgets who was charged for the copy that was scanned last, on every screen that takes copies', async () => {
    const { desk, host } = await startTestDesk();
    const { returns, holdLists, transfers } = desk.tasks;
    const [member] = host.library.members;
    const debtor = { lineId: 'x', memberId: member?.id ?? '' };
    for (const { store } of [returns, holdLists.scans, transfers.receiving]) store.setState({ debtor });
    leave[how](host);
    expect(remembered(returns.store, holdLists.scans.store, transfers.receiving.store)).not.toContain(debtor.memberId);
  });

  it('opens no member who was being added', async () => {
    const { desk, host, settle } = await startTestDesk();
    desk.open('members');
    host.delayMs = 5;
    const late = desk.tasks.members.create({ number: cardNumber(78), name: 'Nora Quist' });
    leave[how](host);
    await late;
    await settle();
    expect(desk.tasks.members.store.getState().member).toBeNull();
  });

  it('begins no book drop whose day was asked for before', async () => {
    const { desk, host } = await startTestDesk();
    host.delayMs = 5;
    const late = desk.tasks.returns.toggleBookDrop();
    leave[how](host);
    await late;
    expect(desk.tasks.returns.store.getState().bookDrop).toBeNull();
  });
});

it('a book drop that was begun with nobody signed in ends when somebody signs in', async () => {
  const { desk, host } = await startTestDesk();
  const { session } = host.state;
  host.change({ session: { kind: 'signed_out' } });
  desk.workWithoutPerson();
  await desk.tasks.returns.toggleBookDrop();
  desk.tasks.returns.toggleBulk();
  desk.askForPerson();
  host.change({ session });
  expect(desk.tasks.returns.store.getState()).toMatchObject({ bookDrop: null, isBulk: false });
});

it('a book drop that was begun with nobody signed in goes on while the desk hears from its core', async () => {
  const { desk, host } = await startTestDesk();
  host.change({ session: { kind: 'signed_out' } });
  desk.workWithoutPerson();
  await desk.tasks.returns.toggleBookDrop();
  host.goOffline();
  expect(desk.tasks.returns.store.getState().bookDrop).not.toBeNull();
});
