import { describe, expect, it } from 'vitest';
import { cardNumber, copyBarcode } from '../../testing/example-records.ts';
import { become } from '../../testing/situations.ts';
import { startTestDesk } from '../../testing/test-desk.ts';
import { atACount, counted } from '../../testing/test-stocktake.ts';
import { EARLIER_LINES, type ScanLine } from './scan-lines.ts';
import { verdictOf, wordsOfScan } from './scan-words.ts';
import { shelfChanges } from './shelf-changes.ts';

async function scanning() {
  const started = await atACount();
  const { counting } = started.stocktake;
  const lines = (): ScanLine[] => {
    const { newest, earlier } = counting.lines.getState();
    return newest ? [newest, ...earlier] : [];
  };
  return { ...started, counting, lines, newest: () => lines()[0], verdicts: () => lines().map(verdictOf) };
}

const word = (line: ScanLine | undefined) => line && wordsOfScan(line).word;
const sentence = (line: ScanLine | undefined) => line && wordsOfScan(line).sentence;

describe('a copy scanned into a count', () => {
  it('says what is wrong with it in words, and with a sound of its own', async () => {
    const { scan, verdicts, played } = await scanning();
    const { onLoan, lost, onHoldShelf, underWay, unknown } = counted;
    played.length = 0;
    await scan(counted.fine, onLoan, lost, onHoldShelf, underWay, unknown);
    expect(verdicts()).toEqual(['unknown', 'in_transit', 'on_hold_shelf', 'lost', 'on_loan', 'fine']);
    expect(played).toEqual(['tick', 'on_loan', 'found', 'hold_shelf', 'transit', 'unknown']);
  });

  it('only ticks where it stands in its place, and says its title', async () => {
    const { desk, scan, newest, played } = await scanning();
    await scan(counted.fine);
    expect(played.at(-1)).toBe('tick');
    expect(word(newest())).toBe('In its place');
    expect(desk.voice.store.getState().said.sentence).toBe('The Left Hand of Darkness');
  });

  it('is told to have been scanned already, and counts once', async () => {
    const { scan, newest, count, played } = await scanning();
    await scan(counted.fine, counted.alsoFine, counted.fine);
    expect(word(newest())).toBe('Scanned already');
    expect(played.at(-1)).toBe('repeated');
    expect(count()).toMatchObject({ scanned: 2, seen: 2 });
  });

  it('is out of order where its shelf comes before the one that was scanned last', async () => {
    const { scan, newest } = await scanning();
    // GUI, MOR, and then ACH, which comes before both.
    await scan(copyBarcode(1), copyBarcode(10), copyBarcode(4));
    expect(word(newest())).toBe('Out of order');
    expect(sentence(newest())).toMatch(/stands before the one/);
  });

  it('in repair is to be laid aside; on another shelf than its own it says where it belongs', async () => {
    const { scan, counting, newest } = await scanning();
    await scan(counted.inRepair);
    expect(sentence(newest())).toMatch(/being repaired/);
    counting.readShelf('Basement');
    await scan(counted.fine);
    expect(sentence(newest())).toMatch(/^It belongs on Fiction/);
  });

  it('that the disk would not take is not counted, and says why', async () => {
    const { host, scan, newest, count, played } = await scanning();
    host.calls['stocktakes.scan'] = () => ({ kind: 'not_kept', sentence: 'This computer’s disk is full.' });
    await scan(counted.fine);
    expect([word(newest()), sentence(newest())]).toEqual(['Not counted', 'This computer’s disk is full.']);
    expect(played.at(-1)).toBe('refusal');
    expect(count()?.scanned).toBe(0);
  });

  it('is corrected, and heard again, when the server knows more of it than this desk', async () => {
    const { host, scan, newest, played } = await scanning();
    await scan(counted.unknown);
    const line = newest();
    if (line?.outcome.kind !== 'counted') throw new Error('The scan was not counted.');
    const copy = { title: 'Emma', shelf: 'FIC AUS', status: 'available', homeBranchCode: 'HILL' } as const;
    host.emit('counted', {
      scan: { ...line.outcome.scan, kind: 'elsewhere', copy: { ...copy, currentBranchCode: 'HILL' } },
    });
    expect(sentence(newest())).toBe('Recorded at HILL. Lay it aside.');
    expect(played.at(-1)).toBe('elsewhere');
  });

  it('is no member’s card, whose number stays off the screen', async () => {
    const { scan, newest, lines, count } = await scanning();
    await scan(cardNumber(1));
    expect(word(newest())).toBe('Not a copy');
    expect(JSON.stringify(lines())).not.toContain(cardNumber(1));
    expect(count()?.scanned).toBe(0);
  });

  it('is sent back to the counts where the desk takes part in none', async () => {
    const { desk, scan } = await startTestDesk();
    desk.open('stocktake');
    await scan(counted.fine);
    expect(desk.voice.store.getState().notice?.sentence).toMatch(/takes part in no count/);
  });
});

describe('hundreds of scans', () => {
  it('are all counted, and only the last of them stay on the screen', async () => {
    const { scan, lines, count } = await scanning();
    const codes = Array.from({ length: 300 }, (_, n) => copyBarcode(n + 100));
    await scan(...codes);
    expect(count()?.scanned).toBe(300);
    expect(lines().map(({ code }) => code)).toEqual(codes.slice(-EARLIER_LINES - 1).reverse());
  });

  it('leave the lines of others as they are, so that these are not drawn again', async () => {
    const { scan, counting } = await scanning();
    await scan(counted.fine, counted.onLoan);
    const { newest: before } = counting.lines.getState();
    const [first] = counting.lines.getState().earlier;
    await scan(counted.lost);
    expect(counting.lines.getState().earlier).toEqual([before, first]);
    expect(counting.lines.getState().earlier[1]).toBe(first);
  });

  it('while the line is down are kept, and said to be on this disk only', async () => {
    const { host, scan, count, verdicts } = await scanning();
    host.goOffline();
    await scan(counted.fine, counted.onLoan);
    expect(count()).toMatchObject({ scanned: 2, unsent: 2, together: false });
    expect(verdicts()).toEqual(['on_loan', 'fine']);
  });
});

describe('the shelf that is read', () => {
  it('goes along with every scan from then on', async () => {
    const { scan, counting, newest } = await scanning();
    counting.readShelf(' 813 ');
    await scan(counted.fine);
    expect(newest()?.outcome).toMatchObject({ scan: { shelf: '813' } });
    counting.readShelf('');
    await scan(counted.alsoFine);
    expect(newest()?.outcome).toMatchObject({ scan: { shelf: null } });
  });

  it('is scanned from its label, which is no copy', async () => {
    const { scan, counting, count } = await scanning();
    counting.toggleShelfNext();
    await scan('A3-SHELF', counted.fine);
    expect(counting.shelf.getState()).toEqual({ reading: 'A3-SHELF', isNext: false });
    expect(count()?.scanned).toBe(1);
  });

  it('is not that of the copies scanned before it, which still wait for the disk', async () => {
    const { desk, host, settle, counting, lines } = await scanning();
    const shelf = shelfChanges(desk);
    host.delayMs = 5;
    desk.intake.text(counted.fine, 'wedge');
    shelf.scanNext();
    desk.intake.text('A3-SHELF', 'wedge');
    desk.intake.text(counted.alsoFine, 'wedge');
    shelf.read('Basement');
    desk.intake.text(counted.onLoan, 'wedge');
    await settle();
    expect(lines().map(({ code, outcome }) => [code, outcome.kind === 'counted' && outcome.scan.shelf])).toEqual([
      [counted.onLoan, 'Basement'],
      [counted.alsoFine, 'A3-SHELF'],
      [counted.fine, null],
    ]);
    expect(counting.shelf.getState().reading).toBe('Basement');
  });

  it('stays the one whose label was scanned, when the hand leaves a field that says what was read before', async () => {
    const { desk, settle, counting } = await scanning();
    const shelf = shelfChanges(desk);
    shelf.scanNext();
    shelf.left({ typed: '', whileReading: '' });
    desk.intake.text('A3-SHELF', 'wedge');
    shelf.left({ typed: 'Basement', whileReading: '' });
    await settle();
    expect(counting.shelf.getState()).toEqual({ reading: 'A3-SHELF', isNext: false });
  });

  it('is what was typed, when the hand leaves the field with it', async () => {
    const { desk, settle, counting } = await scanning();
    shelfChanges(desk).left({ typed: 'Basement', whileReading: '' });
    await settle();
    expect(counting.shelf.getState().reading).toBe('Basement');
  });
});

describe('a handheld’s file', () => {
  const file = (text: string, size = text.length) => ({ name: 'shelf.txt', size, text: async () => text });

  it('is taken as scans are, and its report says what was taken', async () => {
    const { stocktake, scan, count } = await scanning();
    await scan(counted.fine);
    await stocktake.file.load(file(`${counted.fine}\n${counted.onLoan}\n${counted.unknown}\n`));
    expect(stocktake.file.store.getState().report).toMatchObject({ taken: 2, repeated: 1, unknown: 1 });
    expect(count()?.scanned).toBe(3);
  });

  it('that is too large or cannot be read says so, and nothing is taken', async () => {
    const { stocktake, count } = await scanning();
    await stocktake.file.load(file('1', 6_000_000));
    expect(stocktake.file.store.getState().sentence).toMatch(/larger than 5 MB/);
    await stocktake.file.load({ ...file('1'), text: () => Promise.reject(new Error('gone')) });
    expect(stocktake.file.store.getState()).toMatchObject({ isBusy: false, sentence: 'This file could not be read.' });
    expect(count()?.scanned).toBe(0);
  });
});

describe('the count a desk takes part in', () => {
  it('goes on with nobody signed in', async () => {
    const { desk, host, scan, count } = await scanning();
    host.goOffline();
    become(host, 'signed_out');
    desk.workWithoutPerson();
    desk.open('stocktake');
    expect(desk.place()).toBe('stocktake');
    await scan(counted.fine);
    expect(count()?.scanned).toBe(1);
  });

  it('is the only one that is offered to nobody', async () => {
    const { desk, host } = await startTestDesk();
    host.goOffline();
    become(host, 'signed_out');
    desk.workWithoutPerson();
    desk.open('stocktake');
    expect(desk.place()).toBe('returns');
  });

  it('is found again after the window was closed, with its last scans', async () => {
    const { host, scan } = await scanning();
    await scan(counted.fine, counted.onLoan);
    const { desk, settle } = await startTestDesk(host);
    await settle();
    const { newest, earlier } = desk.tasks.stocktake.counting.lines.getState();
    expect([newest?.code, ...earlier.map(({ code }) => code)]).toEqual([counted.onLoan, counted.fine]);
  });

  it('is left: scans go nowhere after that, and can be joined again', async () => {
    const { stocktake, scan, count, lines, notice } = await scanning();
    await scan(counted.fine);
    const id = count()?.stocktake.id ?? '';
    await stocktake.leave();
    expect([count(), lines()]).toEqual([null, []]);
    await scan(counted.onLoan);
    expect(notice()).toMatch(/takes part in no count/);
    expect(await stocktake.counts.join(id)).toBe(true);
    expect(count()?.scanned).toBe(1);
    expect(stocktake.place.getState().place).toEqual({ id, part: 'scan' });
  });
});
