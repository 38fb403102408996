import { describe, expect, it } from 'vitest';
import { copyBarcode } from '../../testing/example-records.ts';
import { startTestDesk } from '../../testing/test-desk.ts';
import { modeChanges } from './mode-changes.ts';
import { pilesOf } from './return-piles.ts';
import { wordsOfReturn } from './return-words.ts';

async function atReturns() {
  const started = await startTestDesk();
  const { desk, host } = started;
  desk.open('returns');
  return {
    ...started,
    returns: desk.tasks.returns,
    state: () => desk.tasks.returns.store.getState(),
    orders: () => host.heard.filter(({ call }) => call === 'loans.return').map(({ input }) => input),
    newest() {
      const [line] = desk.tasks.returns.store.getState().lines;
      if (!line) throw new Error('Nothing was returned.');
      return wordsOfReturn(line, desk.format());
    },
  };
}

describe('the book drop', () => {
  it('begins with the day that the branch was last open, and every scan counts for it', async () => {
    const { returns, scan, orders, newest, state } = await atReturns();
    await returns.toggleBookDrop();
    expect(state().bookDrop).toEqual({ day: '2026-11-20', live: true });
    await scan(copyBarcode(1), copyBarcode(4));
    expect(orders()).toEqual([
      { barcode: copyBarcode(1), bookDrop: '2026-11-20' },
      { barcode: copyBarcode(4), bookDrop: '2026-11-20' },
    ]);
    expect(newest().remarks).toContain('Counts as returned on Friday 20 November.');
  });

  it('counts for the day that staff say', async () => {
    const { returns, scan, orders } = await atReturns();
    await returns.toggleBookDrop();
    returns.setBookDropDay('2026-11-18');
    await scan(copyBarcode(1));
    expect(orders()).toEqual([{ barcode: copyBarcode(1), bookDrop: '2026-11-18' }]);
  });

  it('is ended by the same key, and the next return counts from now', async () => {
    const { returns, scan, orders } = await atReturns();
    await returns.toggleBookDrop();
    await returns.toggleBookDrop();
    await scan(copyBarcode(1));
    expect(orders()).toEqual([{ barcode: copyBarcode(1) }]);
  });

  it('works without a line, and says that the closed days are not known', async () => {
    const { returns, host, scan, state } = await atReturns();
    host.goOffline();
    await returns.toggleBookDrop();
    expect(state().bookDrop).toMatchObject({ live: false });
    await scan(copyBarcode(2));
    expect(state().lines[0]).toMatchObject({ bookDrop: '2026-11-20', outcome: { kind: 'queued' } });
  });

  it('ends when the desk is locked, and when somebody signs out', async () => {
    for (const kind of ['locked', 'signed_out'] as const) {
      const { returns, host, state } = await atReturns();
      await returns.toggleBookDrop();
      returns.toggleBulk();
      const { session } = host.state;
      host.change({
        session: kind === 'locked' && session.kind === 'signed_in' ? { ...session, kind } : { kind: 'signed_out' },
      });
      expect(state()).toMatchObject({ bookDrop: null, isBulk: false });
    }
  });

  it('goes on when only the list is cleared', async () => {
    const { returns, state } = await atReturns();
    await returns.toggleBookDrop();
    returns.clear();
    expect(state().bookDrop).not.toBeNull();
  });
});

describe('a mode that is begun or ended while scans wait for their answers', () => {
  it('is not theirs: a book is damaged, or out of the book drop, only if it was scanned after it was said', async () => {
    const { desk, host, settle, orders } = await atReturns();
    const modes = modeChanges(desk);
    host.delayMs = 5;
    desk.intake.text(copyBarcode(1), 'wedge');
    desk.intake.text(copyBarcode(4), 'wedge');
    modes.damaged();
    desk.intake.text(copyBarcode(2), 'wedge');
    modes.bookDrop();
    desk.intake.text(copyBarcode(3), 'wedge');
    modes.bookDropDay('2026-11-19');
    desk.intake.text(copyBarcode(10), 'wedge');
    modes.bookDrop();
    desk.intake.text(copyBarcode(5), 'wedge');
    await settle();
    expect(orders()).toEqual([
      { barcode: copyBarcode(1) },
      { barcode: copyBarcode(4) },
      { barcode: copyBarcode(2), condition: 'damaged' },
      { barcode: copyBarcode(3), bookDrop: '2026-11-20' },
      { barcode: copyBarcode(10), bookDrop: '2026-11-19' },
      { barcode: copyBarcode(5) },
    ]);
  });

  it('is not begun when somebody has signed out meanwhile', async () => {
    const { desk, host, settle, state } = await atReturns();
    host.delayMs = 5;
    desk.intake.text(copyBarcode(1), 'wedge');
    modeChanges(desk).damaged();
    host.change({ session: { kind: 'signed_out' } });
    await settle();
    expect(state().nextIsDamaged).toBe(false);
  });
});

describe('bulk', () => {
  it('ticks for what goes to its shelf, and is loud for what needs a hand', async () => {
    const { returns, scan, played } = await atReturns();
    returns.toggleBulk();
    await scan(copyBarcode(1), copyBarcode(2), copyBarcode(3), copyBarcode(5), copyBarcode(7), copyBarcode(99));
    expect(played).toEqual(['tick', 'hold_shelf', 'transit', 'maintenance', 'refer', 'refusal']);
  });

  it('gives each pile its own sound at other times as well', async () => {
    const { scan, played } = await atReturns();
    await scan(copyBarcode(1), copyBarcode(2), copyBarcode(3));
    expect(played).toEqual(['good', 'hold_shelf', 'transit']);
  });
});

describe('the piles', () => {
  it('are counted by where the books go, each other branch by its name', async () => {
    const { desk, scan, state } = await atReturns();
    await scan(copyBarcode(3), copyBarcode(1), copyBarcode(2), copyBarcode(4), copyBarcode(8));
    const piles = pilesOf(state().lines, desk.format());
    expect(piles.map(({ word, copies }) => [word, copies.map(({ barcode }) => barcode)])).toEqual([
      ['Shelve', [copyBarcode(1), copyBarcode(4)]],
      ['Hold shelf', [copyBarcode(2)]],
      ['Send to Hill Street', [copyBarcode(3), copyBarcode(8)]],
    ]);
  });
});

describe('the fine of the copy in the hand', () => {
  it('may be paid at once by whoever brought it, and by nobody after the next scan', async () => {
    const { desk, host, scan, state } = await atReturns();
    const [member] = host.library.members;
    if (!member) throw new Error('The example library has no member.');
    const checkout = { membershipNumber: member.number, barcode: copyBarcode(10) };
    await host.calls['loans.checkout'](checkout);
    const copy = host.library.copies.find(({ barcode }) => barcode === copyBarcode(10));
    Object.assign(copy ?? {}, { onReturn: 'transit' });
    await scan(copyBarcode(10));
    expect(state().debtor).toMatchObject({ memberId: member.id, lineId: state().lines[0]?.id });
    await scan(copyBarcode(1));
    expect(state().debtor).toBeNull();
    expect(JSON.stringify(desk.tasks.returns.store.getState())).not.toContain(member.id);
  });
});

describe('a copy that is not scanned', () => {
  it('is returned by its number when it was chosen on another screen', async () => {
    const { returns, orders, newest } = await atReturns();
    await returns.give(copyBarcode(1));
    expect(orders()).toEqual([{ barcode: copyBarcode(1) }]);
    expect(newest()).toMatchObject({ word: 'Shelve' });
  });

  it('comes back from repair in good condition', async () => {
    const { returns, scan, orders } = await atReturns();
    await scan(copyBarcode(5));
    await returns.repaired(copyBarcode(5));
    expect(orders().at(-1)).toEqual({ barcode: copyBarcode(5), condition: 'good' });
  });

  it('comes back from repair without taking what was said of the next one', async () => {
    const { returns, scan, orders } = await atReturns();
    await scan(copyBarcode(5));
    returns.toggleDamaged();
    await returns.repaired(copyBarcode(5));
    await scan(copyBarcode(1));
    expect(orders().at(-1)).toEqual({ barcode: copyBarcode(1), condition: 'damaged' });
  });
});

it('says of a return that came too late that the newer loan was left alone', async () => {
  const { desk, scan, newest, returns } = await atReturns();
  await scan(copyBarcode(7));
  const [line] = returns.store.getState().lines;
  if (line?.outcome.kind !== 'decided') throw new Error('The return was not decided.');
  const superseded = { ...line.outcome.decision, outcome: 'superseded' } as const;
  const words = wordsOfReturn({ ...line, outcome: { ...line.outcome, decision: superseded } }, desk.format());
  expect(words).toMatchObject({ word: 'Lent again', place: expect.stringContaining('left alone') });
  expect(newest().word).toBe('See the desk manager');
});
