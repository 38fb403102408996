import { describe, expect, it } from 'vitest';
import { cardNumber, copyBarcode } from '../../testing/example-records.ts';
import { startTestDesk } from '../../testing/test-desk.ts';

async function atCatalog() {
  const started = await startTestDesk();
  started.desk.open('catalog');
  const { catalog } = started.desk.tasks;
  return { ...started, catalog, notice: () => started.desk.voice.store.getState().notice?.sentence };
}

describe('the catalogue', () => {
  it('opens the book of a scanned copy, with its copies and what other branches have', async () => {
    const { catalog, scan } = await atCatalog();
    await scan(copyBarcode(3));
    const { book, scannedBarcode, copies, elsewhere } = catalog.store.getState();
    expect(book?.title).toBe('A Field Guide to Lichens of the North');
    expect(scannedBarcode).toBe(copyBarcode(3));
    expect(copies?.map(({ status }) => status)).toEqual(['on_loan']);
    expect(elsewhere?.live).toBe(true);
  });

  it('opens the book of a scanned ISBN', async () => {
    const { catalog, scan } = await atCatalog();
    await scan('9780441478125');
    expect(catalog.store.getState().book?.title).toBe('The Left Hand of Darkness');
  });

  it('says what it does not have', async () => {
    const { scan, notice } = await atCatalog();
    await scan(copyBarcode(99));
    expect(notice()).toMatch(/No copy of this branch has the barcode/);
    await scan('9780306406157');
    expect(notice()).toMatch(/no book with the ISBN 9780306406157/);
    await scan(cardNumber(1));
    expect(notice()).toMatch(/a member’s card/);
  });

  it('goes on without a line to the server', async () => {
    const { catalog, host, scan } = await atCatalog();
    host.goOffline();
    await catalog.search('middlemarch');
    await scan(copyBarcode(2));
    expect(catalog.rows.rowAt(0)?.title).toBe('Middlemarch');
    expect(catalog.store.getState().elsewhere?.live).toBe(false);
  });

  it('reads the screen again once when the cache changes many times', async () => {
    const { catalog, host, clock, settle } = await atCatalog();
    await catalog.search('the');
    const before = host.heard.filter(({ call }) => call === 'catalog.search').length;
    for (let n = 0; n < 20; n += 1) host.emit('catalogChanged', { at: '2026-11-22T10:00:00.000Z' });
    clock.pass(1000);
    await settle();
    expect(host.heard.filter(({ call }) => call === 'catalog.search').length).toBe(before + 1);
  });
});
