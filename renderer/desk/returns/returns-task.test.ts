import { describe, expect, it } from 'vitest';
import { cardNumber, copyBarcode } from '../../testing/example-records.ts';
import { startTestDesk } from '../../testing/test-desk.ts';
import type { Desk } from '../desk.ts';
import { pilesOf } from './return-piles.ts';
import { wordsOfReturn } from './return-words.ts';

async function atReturns() {
  const started = await startTestDesk();
  started.desk.open('returns');
  return started;
}

const linesOf = (desk: Desk) => desk.tasks.returns.store.getState().lines;
/** What the newest line tells staff to do. */
function newest(desk: Desk) {
  const [line] = linesOf(desk);
  if (!line) throw new Error('Nothing was returned.');
  return wordsOfReturn(line, desk.format());
}

describe('return', () => {
  it.each([
    [1, 'Shelve', 'Fiction · GUI', 'good'],
    [2, 'Hold shelf', 'Label OKA 0417', 'attention'],
    [3, 'Send to Hill Street', 'Into the crate for HILL', 'attention'],
    [5, 'Maintenance', 'Put it with the books to be repaired', 'attention'],
    [7, 'See the desk manager', 'Keep the book at the desk: its record says that it should not be here', 'attention'],
  ])('says what to do with copy %i: %s, %s', async (n, word, place, tone) => {
    const { desk, scan } = await atReturns();
    await scan(copyBarcode(n));
    expect(newest(desk)).toMatchObject({ word, place, tone });
  });

  it('keeps a line for every scan, newest first, and counts them', async () => {
    const { desk, scan } = await atReturns();
    await scan(copyBarcode(1), copyBarcode(4), copyBarcode(2), copyBarcode(99));
    expect(linesOf(desk).map(({ code }) => code)).toEqual([99, 2, 4, 1].map(copyBarcode));
    expect(pilesOf(linesOf(desk), desk.format()).map(({ word, copies }) => [word, copies.length])).toEqual([
      ['Shelve', 2],
      ['Hold shelf', 1],
      ['Not accepted', 1],
    ]);
  });

  it('says a fine, and that a copy was not on loan', async () => {
    const { desk, scan } = await atReturns();
    await scan(copyBarcode(3));
    expect(newest(desk).remarks).toEqual(['Fine £2.75']);
    await scan(copyBarcode(1));
    expect(newest(desk).remarks).toEqual(['Was not on loan.']);
  });

  it('records damage for the next scan only', async () => {
    const { desk, host, scan } = await atReturns();
    desk.tasks.returns.toggleDamaged();
    await scan(copyBarcode(1), copyBarcode(4));
    const orders = host.heard.filter(({ call }) => call === 'loans.return').map(({ input }) => input);
    expect(orders).toEqual([{ barcode: copyBarcode(1), condition: 'damaged' }, { barcode: copyBarcode(4) }]);
  });

  it('keeps the damage for the next copy when a card comes between', async () => {
    const { desk, host, scan } = await atReturns();
    desk.tasks.returns.toggleDamaged();
    await scan(cardNumber(1), copyBarcode(1));
    expect(host.heard.find(({ call }) => call === 'loans.return')?.input).toMatchObject({ condition: 'damaged' });
  });

  it('says that it is queued, on disk, and later what the server decided', async () => {
    const { desk, host, scan, played } = await atReturns();
    host.goOffline();
    await scan(copyBarcode(2));
    expect(newest(desk)).toMatchObject({ word: 'Queued, on disk', tone: 'queued' });
    const row = host.library.outbox[0];
    host.goLive();
    const decided = await host.calls['loans.return']({ barcode: copyBarcode(2) });
    if (row?.kind !== 'return' || decided.kind !== 'done') throw new Error('The test host did not queue and decide.');
    host.emit('outboxChanged', { row: { ...row, state: 'applied', answer: decided.answer } });
    expect(newest(desk)).toMatchObject({ word: 'Hold shelf', tone: 'attention' });
    expect(newest(desk).remarks).toContain('Was queued; now decided.');
    expect(played).toEqual(['queued', 'hold_shelf']);
  });

  it('is silent about what was queued and only goes to its shelf; what needs a hand is heard, once', async () => {
    const { desk, host, scan, played, settle } = await atReturns();
    host.goOffline();
    await scan(...[1, 4, 10, 2].map(copyBarcode));
    const rows = [...host.library.outbox];
    host.goLive();
    played.length = 0;
    for (const row of rows) {
      const decided = await host.calls['loans.return']({ barcode: row.order?.barcode ?? '' });
      if (row.kind !== 'return' || decided.kind !== 'done') throw new Error('The test host did not queue and decide.');
      const applied = { row: { ...row, state: 'applied' as const, answer: decided.answer } };
      host.emit('outboxChanged', applied);
      host.emit('outboxChanged', applied);
    }
    await settle();
    expect(linesOf(desk).map((line) => wordsOfReturn(line, desk.format()).word)).toEqual([
      'Hold shelf',
      'Shelve',
      'Shelve',
      'Shelve',
    ]);
    expect(played).toEqual(['hold_shelf']);
    expect(desk.voice.store.getState().said.sentence).toContain('Hold shelf');
  });

  it('says what needs attention when the server does not take a queued return', async () => {
    const { desk, host, scan, played } = await atReturns();
    host.goOffline();
    await scan(copyBarcode(2));
    const row = host.library.outbox[0];
    if (!row) throw new Error('The test host did not queue.');
    host.emit('outboxChanged', { row: { ...row, state: 'needs_attention', advice: 'Look at the label.' } });
    expect(newest(desk)).toMatchObject({ word: 'Needs attention', place: 'Look at the label.' });
    expect(played).toEqual(['queued', 'attention']);
  });

  it('refuses a card without keeping the member’s number', async () => {
    const { desk, scan } = await atReturns();
    await scan(cardNumber(1));
    expect(newest(desk)).toMatchObject({ word: 'Not a copy', tone: 'attention' });
    expect(JSON.stringify(linesOf(desk))).not.toContain(cardNumber(1));
  });

  it('keeps nothing that says who had the copy', async () => {
    const { desk, host, scan } = await atReturns();
    const [member] = host.library.members;
    if (!member) throw new Error('The example library has no member.');
    await host.calls['loans.checkout']({ barcode: copyBarcode(1), membershipNumber: member.number });
    await scan(copyBarcode(1));
    expect(JSON.stringify(linesOf(desk))).not.toContain(member.id);
  });

  it('forgets the list when somebody else signs in', async () => {
    const { desk, host, scan } = await atReturns();
    await scan(copyBarcode(1));
    host.change({ session: { kind: 'signed_out' } });
    expect(linesOf(desk)).toEqual([]);
  });

  it('prints a slip for what must not go to the shelf, where the desk wants it', async () => {
    const { desk, host, scan, settle } = await atReturns();
    desk.preferences.setState({ printRoutingSlips: true });
    await scan(copyBarcode(1), copyBarcode(2));
    await settle();
    expect(host.printed).toHaveLength(1);
    expect(host.printed[0]).toContain('OKA 0417');
  });
});
