import { describe, expect, it } from 'vitest';
import { bridgeCalls } from '#shared/contract/bridge.ts';
import { mainBranch } from '../../testing/example-records.ts';
import { createFormat } from '../../text/format.ts';
import { boxListPaper } from './box-list.ts';
import { loanSlip } from './loan-slip.ts';
import { paymentSlip } from './payment-slip.ts';
import { pickListPaper } from './pick-list.ts';
import { returnListPaper } from './return-list.ts';
import { routingSlip } from './routing-slip.ts';
import { pageHtml, slipPage } from './slip-document.ts';

const format = createFormat('en-GB', mainBranch.timeZone);
const now = new Date('2026-11-22T10:00:00.000Z');
const dueAt = '2026-12-15T18:00:00.000Z';
const middlemarch = { title: 'Middlemarch', barcode: '33390000300026' };
const gbp = (amount: number) => ({ amount, currency: 'GBP' });

describe('the loan slip', () => {
  it('lists the books and when each is due', () => {
    const slip = loanSlip(mainBranch, [{ title: 'Middlemarch', code: '33390000300026', dueAt }], format, now);
    const html = pageHtml(slipPage(slip));
    expect(html).toContain('Riverside Library');
    expect(html).toContain('Middlemarch');
    expect(html).toContain('due Tue 15 December');
    expect(html).toContain('1 book');
  });

  it('lets no title of a catalogue become markup', () => {
    const title = '<img src=x onerror="alert(1)"> & \'sons\'';
    const html = pageHtml(slipPage(loanSlip(mainBranch, [{ title, code: '1', dueAt }], format, now)));
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;sons&#39;');
  });
});

describe('the slip that goes into a book', () => {
  const routed = { ...middlemarch, destination: null, pickupCode: null, printedAt: now.toISOString() };

  it('says in the largest letters to which branch it must go', () => {
    const slip = routingSlip({ ...routed, kind: 'transit', destination: 'Hill Street' }, format);
    expect(slip.lines).toContainEqual({ kind: 'huge', text: 'Hill Street' });
  });

  it('says on the hold shelf only the end of the number of the card that waits for it', () => {
    const slip = routingSlip({ ...routed, kind: 'hold', pickupCode: '0417' }, format);
    expect(slip.lines).toContainEqual({ kind: 'huge', text: '0417' });
    expect(slip.title).toBe('Hold shelf');
  });
});

describe('the receipt for a payment', () => {
  const paid = {
    kind: 'payment',
    amount: gbp(-275),
    method: 'cash',
    reference: 'A-17',
    at: now.toISOString(),
  } as const;
  const membershipNumber = '23390000100417';

  it('says how much was paid, how, and what is still owed', () => {
    const html = pageHtml(
      slipPage(paymentSlip(mainBranch, { entry: { ...paid, balance: gbp(125) }, membershipNumber }, format)),
    );
    for (const said of ['Payment received', '£2.75', 'Cash', 'A-17', 'Still owed', '£1.25'])
      expect(html).toContain(said);
    expect(html).not.toContain('-£');
  });

  it('names the card by its end, and nobody', () => {
    const html = pageHtml(
      slipPage(paymentSlip(mainBranch, { entry: { ...paid, balance: gbp(0) }, membershipNumber }, format)),
    );
    expect(html).toContain('…0417');
    expect(html).not.toContain(membershipNumber);
  });

  it('says what the library owes as a credit', () => {
    const slip = paymentSlip(mainBranch, { entry: { ...paid, balance: gbp(-500) }, membershipNumber }, format);
    expect(slip.lines).toContainEqual({ kind: 'pair', left: 'In credit', right: '£5.00' });
  });
});

describe('lists', () => {
  it('the pick list keeps the order of the shelves, and says where no shelf is recorded', () => {
    const rows = [
      { copy: { barcode: '1', shelf: 'FIC ELI' }, book: { title: 'Middlemarch', authors: ['Eliot, George', 'N. N.'] } },
      { copy: { barcode: '2', shelf: null }, book: { title: 'Emma', authors: [] } },
    ];
    const { lines } = pickListPaper(mainBranch, { rows, isWhole: true }, format, now);
    expect(lines).toContainEqual(
      expect.objectContaining({
        kind: 'table',
        rows: [
          ['FIC ELI', 'Middlemarch / Eliot, George', '1', '☐'],
          ['No shelf is recorded', 'Emma', '2', '☐'],
        ],
      }),
    );
    expect(lines).toContainEqual({ kind: 'text', text: '2 copies to fetch' });
    const part = pickListPaper(mainBranch, { rows, isWhole: false }, format, now);
    expect(part.lines.at(-1)).toEqual({
      kind: 'text',
      text: '2 copies to fetch, and more: print the list again when these are fetched.',
    });
  });

  it('the pick list is in the order in which call numbers stand, and what has no shelf comes last', () => {
    const shelves = [null, 'ML 410 B4', 'M 1366 M67 P5 v10', 'M 1366 M67 P5 v2'];
    const rows = shelves.map((shelf, n) => ({
      copy: { barcode: String(n), shelf },
      book: { title: 'T', authors: [] },
    }));
    const { lines } = pickListPaper(mainBranch, { rows, isWhole: true }, format, now);
    const table = lines.find((line) => line.kind === 'table');
    expect(table?.kind === 'table' && table.rows.map(([shelf]) => shelf)).toEqual([
      'M 1366 M67 P5 v2',
      'M 1366 M67 P5 v10',
      'ML 410 B4',
      'No shelf is recorded',
    ]);
  });

  it('the list of a busy day’s returns is not too long for the printer', () => {
    const copy = {
      title: 'The Strange Case of Dr Jekyll and Mr Hyde, and Other Tales of Terror',
      place: 'Fiction · STE',
    };
    const copies = Array.from({ length: 2000 }, (_, n) => ({ ...copy, barcode: `3339000030${n}` }));
    const paper = returnListPaper(mainBranch, [{ word: 'Shelve', copies }], format, now);
    const order = { html: pageHtml(slipPage(paper, 'a4')), paper: 'a4' };
    expect(bridgeCalls['print.html'].in.safeParse(order).success).toBe(true);
  });

  it('the list of a box says in the largest letters where it goes, and what is in it', () => {
    const box = { number: 'BOX-1042', from: mainBranch, to: { name: 'Hill Street' }, copies: [middlemarch] };
    const { lines } = boxListPaper(box, format, now);
    expect(lines).toContainEqual({ kind: 'huge', text: 'Hill Street' });
    expect(lines).toContainEqual(expect.objectContaining({ rows: [['Middlemarch', '33390000300026']] }));
    expect(lines).toContainEqual({ kind: 'text', text: '1 copy in this box' });
    expect(lines).toContainEqual({ kind: 'heading', text: 'BOX-1042' });
    const html = pageHtml(slipPage(boxListPaper(box, format, now), 'a4'));
    expect(html).toMatch(/<p class="barcode"><svg [^>]*>\s*<path/);
  });

  it('the list of returns counts each pile', () => {
    const piles = [{ word: 'Send to Hill Street', copies: [{ ...middlemarch, place: 'Into the crate for HILL' }] }];
    const { lines } = returnListPaper(mainBranch, piles, format, now);
    expect(lines).toContainEqual({ kind: 'pair', left: 'Send to Hill Street', right: '1' });
  });
});

describe('paper', () => {
  const pages = (['slip', 'a4'] as const).map((paper) =>
    slipPage(
      pickListPaper(
        mainBranch,
        { rows: [{ copy: { barcode: '1', shelf: 'A' }, book: { title: 'B', authors: [] } }], isWhole: true },
        format,
        now,
      ),
      paper,
    ),
  );

  it('is 80 mm or A4, with the same words on it', () => {
    const [slip, sheet] = pages;
    expect(slip?.style).toContain('size: 80mm');
    expect(sheet?.style).toContain('size: A4');
    expect(slip?.body).toBe(sheet?.body);
  });
});
