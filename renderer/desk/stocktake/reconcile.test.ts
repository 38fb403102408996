import { describe, expect, it } from 'vitest';
import { atACount, counted } from '../../testing/test-stocktake.ts';
import { actionOf, closingOf, noChoices } from './choices.ts';

/** A manager before the differences of a count in which these were scanned. */
async function reconciling(...scanned: string[]) {
  const started = await atACount('manager');
  const { stocktake, scan, count } = started;
  await scan(...scanned);
  const id = count()?.stocktake.id ?? '';
  stocktake.go(id, 'differences');
  await stocktake.differences.show(id);
  await started.settle();
  const { differences, closing, report } = stocktake;
  const rows = () => [...differences.rows.store.getState().pages.values()].flat();
  const row = (barcode: string) => {
    const found = rows().find((candidate) => candidate.barcode === barcode);
    if (!found) throw new Error(`${barcode} does not differ.`);
    return found;
  };
  const action = (barcode: string) => actionOf(row(barcode), differences.store.getState().choices).action;
  const read = () => closing.store.getState().stocktake;
  const close = async (closing_: Parameters<typeof closing.apply>[1]) => {
    const open = read();
    if (!open) throw new Error('No count is read.');
    return closing.apply(open, closing_);
  };
  return { ...started, id, differences, closing, report, rows, row, action, read, close };
}

const proposed = { actions: [], kinds: [], applyProposed: true };
/** The server is asked every half second, and does half at a time. */
async function untilDone({ clock, settle }: Awaited<ReturnType<typeof reconciling>>) {
  for (let n = 0; n < 4; n += 1) {
    clock.pass(500);
    await settle();
  }
}

describe('the differences of a count', () => {
  it('have one proposed action each, and are counted by kind', async () => {
    const { differences, action } = await reconciling(counted.fine, counted.onLoan, counted.lost);
    expect(differences.store.getState().kinds).toEqual([
      { kind: 'lost', count: 1 },
      { kind: 'on_loan', count: 1 },
      { kind: 'missing', count: 4 },
    ]);
    expect([action(counted.lost), action(counted.onLoan), action(counted.alsoFine)]).toEqual([
      'mark_found',
      'return',
      'mark_missing',
    ]);
  });

  it('are filtered by kind, searched and ordered', async () => {
    const { differences, rows, clock, settle } = await reconciling(counted.onLoan);
    await differences.filter('on_loan');
    expect(rows().map(({ barcode }) => barcode)).toEqual([counted.onLoan]);
    await differences.filter(null);
    await differences.order('title');
    expect(rows()[0]?.copy?.book.title).toBe('A Field Guide to Lichens of the North');
    differences.search('middlem');
    clock.pass(300);
    await settle();
    expect(rows().map(({ barcode }) => barcode)).toEqual([counted.alsoFine]);
  });

  it('say who saw a copy, by the names of the report', async () => {
    const { differences, row } = await reconciling(counted.onLoan);
    const { staffId } = row(counted.onLoan).seen ?? {};
    expect(differences.store.getState().names.get(staffId ?? '')).toBe('Ruth Delgado');
  });

  it('keep what was chosen while somebody is elsewhere, and while more is scanned', async () => {
    const { desk, differences, row, action, scan, id } = await reconciling(counted.onLoan);
    differences.chooseNext(row(counted.onLoan), 1);
    desk.open('returns');
    desk.open('stocktake');
    await differences.filter('on_loan');
    await scan(counted.fine);
    await differences.show(id);
    expect(action(counted.onLoan)).toBe('ignore');
  });

  it('are chosen one by one, for many at once and for a kind', async () => {
    const { differences, row, rows, action } = await reconciling(counted.inRepair);
    differences.chooseNext(row(counted.inRepair), 1);
    expect(action(counted.inRepair)).toBe('correct_shelf');
    differences.chooseForKind('missing', 'ignore');
    expect(action(counted.fine)).toBe('ignore');
    for (const selected of rows()) differences.toggleSelected(selected);
    differences.choose([...differences.store.getState().selected.values()], 'mark_missing');
    expect([action(counted.fine), action(counted.inRepair)]).toEqual(['mark_missing', 'correct_shelf']);
  });

  it('are gone from the window when another person signs in', async () => {
    const { host, differences, closing, report } = await reconciling(counted.onLoan);
    host.change({ session: { kind: 'signed_out' } });
    expect(differences.rows.store.getState().total).toBe(0);
    expect(differences.store.getState().id).toBeNull();
    expect([closing.store.getState().stocktake, report.store.getState().head]).toEqual([null, null]);
  });
});

describe('closing a count', () => {
  it('does what was chosen, shows how far it is, and then that it is done', async () => {
    const started = await reconciling(counted.fine, counted.onLoan);
    const { close, read, clock, settle, host, stocktake } = started;
    const actions = [{ barcode: counted.onLoan, action: 'ignore' as const }];
    expect(await close({ ...proposed, actions })).toMatchObject({ kind: 'done' });
    expect(read()).toMatchObject({ state: 'closing', closing: { done: 0 } });
    expect(stocktake.place.getState().place).toMatchObject({ part: 'report' });
    clock.pass(500);
    await settle();
    expect(read()?.closing?.done).toBeGreaterThan(0);
    await untilDone(started);
    expect(read()?.state).toBe('closed');
    const asked = () => host.heard.filter(({ call }) => call === 'stocktakes.read').length;
    const before = asked();
    await untilDone(started);
    expect(asked()).toBe(before);
  });

  it('is refused while the line is down, and nothing is recorded', async () => {
    const { host, close, read } = await reconciling(counted.fine);
    host.goOffline();
    expect(await close(proposed)).toMatchObject({ kind: 'offline' });
    expect(read()?.state).toBe('open');
  });

  it('leaves a report of what was done and who counted', async () => {
    const started = await reconciling(counted.fine, counted.onLoan);
    await started.close(proposed);
    await untilDone(started);
    await started.report.show(started.id);
    const { head } = started.report.store.getState();
    expect(head?.people).toMatchObject([{ name: 'Ruth Delgado', scanned: 2 }]);
    expect(head?.kinds).toContainEqual({ kind: 'on_loan', action: 'return', state: 'done', count: 1 });
    expect(started.report.rows.store.getState().total).toBe(5);
  });

  it('offers a late scan of what was marked missing as found', async () => {
    const started = await reconciling(counted.fine);
    const { differences, row } = started;
    // What was chosen before the close is over with it.
    differences.choose([row(counted.alsoFine)], 'mark_missing');
    await differences.filter('missing');
    await started.close(closingOf(differences.store.getState().choices, true));
    await untilDone(started);
    expect(differences.store.getState().choices).toEqual(noChoices);
    await started.scan(counted.alsoFine);
    await started.closing.read(started.id);
    await started.differences.show(started.id);
    expect(started.action(counted.alsoFine)).toBe('mark_found');
    await started.close(proposed);
    await started.differences.show(started.id);
    expect(started.rows()).toEqual([]);
  });
});

describe('a table for a spreadsheet', () => {
  it('is had for the differences and for the report', async () => {
    const { report, id } = await reconciling();
    expect(await report.table(id, 'discrepancies')).toContain('A discrepancies,missing');
  });

  it('that cannot be had says why', async () => {
    const { report, id, host, notice } = await reconciling();
    host.goOffline();
    expect(await report.table(id, 'report')).toBeNull();
    expect(notice()).toMatch(/line to the server is down/);
  });
});

describe('a count that is given up', () => {
  it('is closed to scans and changes no copy', async () => {
    const { stocktake, id, notice } = await reconciling(counted.fine);
    await stocktake.counts.abandon(id);
    expect(notice()).toBe('The count was given up. No copy was changed.');
    expect(stocktake.counts.store.getState().counts).toMatchObject([{ state: 'abandoned' }]);
  });
});
