import { expect, it } from 'vitest';
import { mainBranch } from '../../testing/example-records.ts';
import { atACount, counted } from '../../testing/test-stocktake.ts';
import { pageHtml, slipPage } from './slip-document.ts';
import { stocktakePaper } from './stocktake-paper.ts';

const plain = { kindWords: (kind: string | null) => kind ?? '', actionWords: (action: string | null) => action ?? '' };

/** The paper of a closed count, with a list of work to do. */
async function paperOf(work: { shelf: string; copy: string; what: string }[], isMore = false) {
  const { desk, host, stocktake, scan, count } = await atACount('manager');
  await scan(counted.fine, counted.onLoan);
  const id = count()?.stocktake.id ?? '';
  await host.calls['stocktakes.close']({ id, closing: { actions: [], kinds: [], applyProposed: true } });
  await stocktake.report.show(id);
  const { head } = stocktake.report.store.getState();
  if (!head) throw new Error('There is no report.');
  const paper = { place: mainBranch.name, scope: 'Shelves 800 – 899', head, work, isMore, ...plain };
  return pageHtml(slipPage(stocktakePaper(paper, desk.format(), desk.surroundings.now()), 'a4'));
}

it('the report of a count says where, what, how many and who', async () => {
  const html = await paperOf([]);
  for (const words of ['Riverside Library · Shelves 800 – 899', 'mark_missing', 'Ruth Delgado', 'Front desk 1']) {
    expect(html).toContain(words);
  }
  expect(html).toContain('Nothing is left to be done at the shelves.');
});

it('and what somebody takes to the shelves, which may be more than the paper holds', async () => {
  const work = [{ shelf: '813 LEG', copy: 'Emma <1st> (123)', what: 'Put it in its place' }];
  const html = await paperOf(work, true);
  expect(html).toContain('Emma &lt;1st&gt; (123)');
  expect(html).toContain('There is more');
});
