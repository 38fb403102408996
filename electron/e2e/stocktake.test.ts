import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { type FakeScanner, plugFakeScanner } from '../core/scanner/fake-scanner.ts';
import { type DeskWindow, openDesk, signIn } from './desk-window.ts';
import { frameGaps } from './frames.ts';
import type { Library } from './library.ts';
import { test as base, expect } from './test.ts';

type Counting = { desk: DeskWindow; scanner: FakeScanner; folder: string };

/** A manager's desk with a USB scanner of our own. */
const test = base.extend<{ counting: Counting }>({
  counting: async ({ library }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'carrel-count-'));
    const address = join(folder, 'hid.socket');
    const desk = await openDesk(library, 'Trolley', library.demo.branchId, { CARREL_FAKE_HID: address });
    await signIn(desk, '1002', 'demo-manager-1002');
    const scanner = await plugFakeScanner(address);
    await use({ desk, scanner, folder });
    scanner.close();
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

const perSecond = 10;
const seconds = 20;
const collection = 'J FIC';
const bar = (page: Page) => page.getByRole('region', { name: 'State of the desk' });
const grid = (page: Page) => page.getByRole('grid', { name: 'Where the shelves and the system differ' });
const part = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

const standing = async (library: Library, limit: number): Promise<string[]> => {
  const rows = await library.rows(
    `select barcode from copies where current_branch_id = $1 and home_branch_id = $1 and status = 'available'
       and shelf like $2 order by shelf, barcode limit $3`,
    [library.demo.branchId, `${collection} %`, limit],
  );
  return rows.map(({ barcode }) => barcode);
};

async function openCount(page: Page): Promise<void> {
  await expect(bar(page)).toContainText('Live', { timeout: 30_000 });
  await page.keyboard.press('F7');
  await page.getByLabel('Collection').fill(collection);
  await page.getByRole('button', { name: 'Open and count along' }).click();
  await expect(page.getByText('Scan the shelves, copy after copy')).toBeVisible();
}

/** As hands do with a shelf: one after another at their own pace, whatever the desk is about. */
async function sweep(scanner: FakeScanner, barcodes: readonly string[], at: (index: number) => void): Promise<void> {
  const begun = Date.now();
  for (const [index, barcode] of barcodes.entries()) {
    await sleep(Math.max(0, begun + (index * 1000) / perSecond - Date.now()));
    at(index);
    await scanner.scan(barcode);
  }
}

/** A busy machine holds up a frame now and then, whatever the page does; a page that is slow holds up many. */
function expectKept(gaps: readonly number[]): void {
  const inOrder = gaps.toSorted((a, b) => a - b);
  expect(inOrder[Math.floor(gaps.length * 0.99)]).toBeLessThan(250);
  expect(inOrder.at(-1)).toBeLessThan(1000);
}

test('a shelf at ten scans a second, the line pulled in the middle: none is lost, none is typed into a field, and the frames are kept; then the count is closed', async ({
  counting: { desk, scanner, folder },
  library,
}) => {
  test.setTimeout(180_000);
  const { page, line } = desk;
  const barcodes = await standing(library, perSecond * seconds + 1);
  const [absent = '', ...seen] = barcodes;
  await openCount(page);

  const field = page.getByLabel('Shelf being read');
  await field.focus();
  const frames = frameGaps(page, (seconds - 1) * 1000);
  await sweep(scanner, seen, (index) => {
    if (index === seen.length * 0.4) line.cut();
    if (index === seen.length * 0.7) line.mend();
  });
  await expect(page.getByTestId('scan-count')).toHaveText(String(seen.length));
  await expect(field).toHaveValue('');
  await expect(page.getByLabel('Scan or type a barcode')).toHaveValue('');
  expectKept(await frames);

  await expect(page.getByText('All sent')).toBeVisible({ timeout: 30_000 });
  const [count] = await library.rows(`select id from stocktakes where state = 'open' order by id desc limit 1`);
  const counted = () => library.rows('select barcode from stocktake_scans where stocktake_id = $1', [count.id]);
  await expect.poll(async () => (await counted()).map(({ barcode }) => barcode).toSorted()).toEqual(seen.toSorted());

  // All that is missing is left as it is, but for one copy.
  await part(page, 'Differences');
  await page.getByRole('button', { name: /^Missing/ }).click();
  await page.getByLabel(/^For all .* of “Missing”/).selectOption('Leave as it is');
  await page.getByLabel('Search the differences').fill(absent);
  await page.getByLabel(`What to do about ${absent}`).selectOption('Mark missing');
  await page.getByRole('button', { name: 'Close the count …' }).click();
  await expect(page.getByRole('dialog')).toContainText('Mark missing');
  await page.getByRole('button', { name: 'Close the count', exact: true }).click();
  await expect(page.getByText('Closed', { exact: true })).toBeVisible({ timeout: 30_000 });
  const missing = () =>
    library.rows(`select barcode from stocktake_findings where stocktake_id = $1 and action = 'mark_missing'`, [
      count.id,
    ]);
  expect(await missing()).toEqual([{ barcode: absent }]);
  const statusOf = async (barcode: string) =>
    (await library.rows('select status from copies where barcode = $1', [barcode]))[0]?.status;
  expect(await statusOf(absent)).toBe('missing');

  await part(page, 'Report');
  await expect(page.getByRole('region', { name: 'Stocktake report' })).toContainText('Tariq Bell');
  const file = join(folder, 'report.csv');
  await desk.app.evaluate(({ session }, path) => {
    session.defaultSession.once('will-download', (_, item) => item.setSavePath(path));
  }, file);
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain(`${absent},`);

  // The copy turns up: its scan is late, and finds it.
  await scanner.scan(absent);
  await part(page, 'Late scans');
  await expect(async () => {
    await page.getByRole('button', { name: 'Read again' }).click();
    await expect(grid(page)).toContainText(absent, { timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Settle the late scans …' }).click();
  await page.getByRole('button', { name: 'Settle them' }).click();
  await expect.poll(() => statusOf(absent)).toBe('available');
});
