import { expect, it } from 'vitest';
import { mainBranch } from '../../testing/example-records.ts';
import { createFormat } from '../../text/format.ts';
import { pageHtml, slipPage } from './slip-document.ts';
import { loanSlip, routingSlip } from './slips.ts';

const format = createFormat('en-GB', mainBranch.timeZone);
const now = new Date('2026-11-22T10:00:00.000Z');
const dueAt = '2026-12-15T18:00:00.000Z';

it('lists the books and when each is due', () => {
  const slip = loanSlip(mainBranch, [{ title: 'Middlemarch', code: '33390000300026', dueAt }], format, now);
  const html = pageHtml(slipPage(slip));
  expect(html).toContain('Riverside Library');
  expect(html).toContain('Middlemarch');
  expect(html).toContain('due Tue 15 December');
  expect(html).toContain('1 book');
});

it('prints where the book must go in the largest letters', () => {
  const slip = routingSlip(
    {
      kind: 'transit',
      title: 'Middlemarch',
      barcode: '33390000300026',
      destination: 'Hill Street',
      pickupCode: null,
      printedAt: now.toISOString(),
    },
    format,
  );
  expect(slip.lines).toContainEqual({ kind: 'huge', text: 'Hill Street' });
});

it('lets no title of a catalogue become markup', () => {
  const title = '<img src=x onerror="alert(1)"> & \'sons\'';
  const html = pageHtml(slipPage(loanSlip(mainBranch, [{ title, code: '1', dueAt }], format, now)));
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;sons&#39;');
});
