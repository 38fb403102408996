import { describe, expect, it } from 'vitest';
import { cardNumber, copyBarcode, mainBranch } from '../../testing/example-records.ts';
import { startTestDesk } from '../../testing/test-desk.ts';
import { createFormat } from '../../text/format.ts';

const format = createFormat('en-GB', 'Europe/London');

async function atHolds() {
  const at = await startTestDesk();
  at.desk.open('holds');
  const { holdLists, waitlists } = at.desk.tasks;
  await holdLists.read();
  return { ...at, holdLists, waitlists };
}
const titlesOf = (rows: {
  store: { getState(): { pages: ReadonlyMap<number, readonly { book: { title: string } }[]> } };
}) => [...rows.store.getState().pages.values()].flat().map(({ book }) => book.title);

it('a hold that is being placed from a book is not closed by a member who goes late from Members', async () => {
  const { desk, host, settle } = await startTestDesk();
  desk.open('members');
  await desk.tasks.members.open(cardNumber(1));
  const card = host.calls['members.card'];
  host.calls['members.card'] = async (order) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return card(order);
  };
  desk.intake.text(cardNumber(2), 'wedge');
  desk.open('catalog');
  const wish = { kind: 'book', book: { id: 'b', title: 'Beloved' } } as const;
  desk.tasks.waitlists.open({ kind: 'place', wish });
  await settle();
  expect(desk.tasks.members.store.getState().member).toBeNull();
  expect(desk.tasks.waitlists.store.getState().dialog).toEqual({ kind: 'place', wish });
});

describe('the lists of holds', () => {
  it('show what is to be fetched, what waits and what is to be cleared', async () => {
    const { holdLists } = await atHolds();
    const { pickList, shelf, toClear } = holdLists.rows;
    expect(titlesOf(pickList)).toEqual(['Middlemarch', 'Beloved']);
    expect(titlesOf(shelf)).toEqual(['Mrs Dalloway']);
    expect(titlesOf(toClear)).toEqual(['The Left Hand of Darkness', 'Things Fall Apart']);
  });

  it('lose what was scanned off, and its line stays and says where it goes', async () => {
    const { scan, holdLists } = await atHolds();
    await scan(copyBarcode(2));
    expect(titlesOf(holdLists.rows.pickList)).toEqual(['Beloved']);
    const [line] = holdLists.scans.store.getState().lines;
    expect(line).toMatchObject({
      title: 'Middlemarch',
      outcome: { kind: 'decided', decision: { next: 'hold_shelf' } },
    });
  });

  it('say what is asked for where a copy is not found, or that there is no other', async () => {
    const { desk, holdLists } = await atHolds();
    const row = holdLists.rows.pickList.rowAt(0);
    if (!row) throw new Error('The pick list is empty.');
    await holdLists.notFound(row);
    expect(desk.voice.store.getState().notice?.sentence).toBe(
      'Middlemarch is recorded as missing. There is no other copy on a shelf: the member waits on.',
    );
    expect(titlesOf(holdLists.rows.pickList)).toEqual(['Beloved']);
  });

  it('are told once that a copy is not found, however often it is pressed', async () => {
    const { host, holdLists } = await atHolds();
    const row = holdLists.rows.pickList.rowAt(0);
    if (!row) throw new Error('The pick list is empty.');
    await Promise.all([holdLists.notFound(row), holdLists.notFound(row)]);
    expect(host.heard.filter(({ call }) => call === 'holds.notFound')).toHaveLength(1);
  });

  it('stay as they were read while the line is down; a copy that is scanned is queued, a search is refused', async () => {
    const { desk, host, scan, holdLists } = await atHolds();
    host.goOffline();
    await holdLists.read();
    expect(titlesOf(holdLists.rows.pickList)).toEqual(['Middlemarch', 'Beloved']);
    expect(holdLists.rows.pickList.store.getState()).toMatchObject({ phase: 'failed' });
    expect(holdLists.store.getState().readAt).not.toBeNull();
    await scan(copyBarcode(2));
    expect(holdLists.scans.store.getState().lines[0]).toMatchObject({ outcome: { kind: 'queued' } });
    const row = holdLists.rows.pickList.rowAt(0);
    if (row) await holdLists.notFound(row);
    expect(desk.voice.store.getState().notice).toMatchObject({ tone: 'refusal' });
  });

  it('take no card and no ISBN for a copy', async () => {
    const { scan, host } = await atHolds();
    await scan(cardNumber(1), '9780441478125');
    expect(host.heard.filter(({ call }) => call === 'loans.return')).toHaveLength(0);
  });

  it('are printed whole, with nobody who waits on the paper', async () => {
    const { host, holdLists } = await atHolds();
    const branch = host.state.enrolled?.branch;
    if (!branch) throw new Error('The example desk is enrolled.');
    const paper = JSON.stringify(await holdLists.pickListPaper(branch, format));
    expect(paper).toContain('2 copies to fetch"');
    expect(paper).toContain('Middlemarch');
    expect(paper).toContain('Beloved');
    expect(paper).not.toContain('Ellery-Johnson');
  });

  it('are gone when somebody else signs in', async () => {
    const { desk, host, holdLists, settle } = await atHolds();
    host.change({ session: { kind: 'signed_out' } });
    await settle();
    expect(desk.tasks.holdLists.rows.shelf.store.getState().total).toBe(0);
    expect(holdLists.scans.store.getState().lines).toEqual([]);
  });
});

describe('the holds of whoever is shown', () => {
  const order = { bookId: '', membershipNumber: cardNumber(1), pickupBranchId: '' };

  it('a hold that is placed is in the waitlist of its book and on the list of its member', async () => {
    const { desk, host, waitlists, settle } = await atHolds();
    const [, , book] = host.library.books;
    const branch = host.state.enrolled?.branch;
    if (!book || !branch) throw new Error('The example library has a third book.');
    desk.open('members');
    await desk.tasks.members.open(cardNumber(1));
    await waitlists.showMember(desk.tasks.members.store.getState().member?.id ?? '');
    await waitlists.showBook(book.id);
    const outcome = await waitlists.place({ ...order, bookId: book.id, pickupBranchId: branch.id });
    await settle();
    expect(outcome).toMatchObject({ kind: 'done', answer: { hold: { position: 1 } } });
    expect(titlesOf(waitlists.ofBook)).toEqual([book.title]);
    expect(titlesOf(waitlists.ofMember)).toEqual(['Beloved', book.title]);
  });

  it('is refused without a line: nothing is recorded', async () => {
    const { host, waitlists } = await atHolds();
    host.goOffline();
    const before = host.library.holds.length;
    expect(
      await waitlists.place({
        ...order,
        bookId: host.library.books[2]?.id ?? '',
        pickupBranchId: host.state.enrolled?.branch.id ?? '',
      }),
    ).toMatchObject({ kind: 'offline' });
    expect(host.library.holds).toHaveLength(before);
  });

  it('nobody’s holds stay when the member is closed', async () => {
    const { desk, waitlists } = await atHolds();
    await desk.tasks.members.open(cardNumber(3));
    await waitlists.showMember(desk.tasks.members.store.getState().member?.id ?? '');
    expect(waitlists.ofMember.store.getState().total).toBe(3);
    desk.tasks.members.close();
    expect(waitlists.ofMember.store.getState().total).toBe(0);
  });
});

describe('a waitlist', () => {
  async function placing(wish: 'book' | 'member') {
    const at = await startTestDesk();
    const { catalog, waitlists } = at.desk.tasks;
    const [shown, , other] = at.host.library.books;
    const [member] = at.host.library.members;
    if (!shown || !other || !member) throw new Error('The example library is too small.');
    at.desk.open('catalog');
    await catalog.open(shown);
    waitlists.open({
      kind: 'place',
      wish: wish === 'book' ? { kind: 'book', book: shown } : { kind: 'member', member },
    });
    const order = { membershipNumber: member.number, pickupBranchId: mainBranch.id };
    return { ...at, waitlists, order, shown, other };
  }

  it('shows a hold that was placed on the book on the screen', async () => {
    const { waitlists, order, shown, settle } = await placing('book');
    expect(await waitlists.place({ ...order, bookId: shown.id })).toMatchObject({ kind: 'done' });
    await settle();
    expect(waitlists.ofBook.store.getState().total).toBeGreaterThan(0);
  });

  it('is never that of another book, on which a member in Members was put', async () => {
    const { waitlists, order, other, settle } = await placing('member');
    expect(await waitlists.place({ ...order, bookId: other.id })).toMatchObject({ kind: 'done' });
    await settle();
    expect(waitlists.ofBook.store.getState()).toMatchObject({ phase: 'idle', total: 0 });
  });

  it('is not shown when the desk was locked before the answer came', async () => {
    const { waitlists, order, shown, host, settle } = await placing('book');
    host.delayMs = 5;
    const late = waitlists.place({ ...order, bookId: shown.id });
    host.change({ session: { kind: 'signed_out' } });
    await late;
    await settle();
    expect(waitlists.ofBook.store.getState().total).toBe(0);
  });
});
