import { copyBarcode } from '../../renderer/testing/example-records.ts';
import { expectReadable } from './readable.ts';
import { expect, test } from './screen-page.ts';
import { wedgeScan } from './wedge-scan.ts';

test('the book drop is begun by its key, says for which day it counts, and ends with the lock', async ({ page }) => {
  await page.keyboard.press('F2');
  await page.keyboard.press('Shift+F8');
  const banner = page.getByRole('region', { name: 'Book drop' });
  await expect(banner).toContainText('counts as returned on Friday 20 November');
  await wedgeScan(page, copyBarcode(1));
  await expect(page.getByTestId('newest-return')).toContainText('Counts as returned on Friday 20 November.');
  await banner.getByLabel('Counts for').fill('2026-11-18');
  await expect(banner).toContainText('Wednesday 18 November');
  await page.evaluate(() => window.carrelTest.become('locked'));
  await expect(banner).toBeHidden();
});

test('in bulk, the piles are counted by where the books go, and the list is printed', async ({ page }) => {
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+F8');
  for (const n of [1, 4, 2, 3, 8]) await wedgeScan(page, copyBarcode(n));
  const piles = page.getByLabel('Where the books of this list go');
  await expect(piles).toContainText(/Shelve\s*2\s*Hold shelf\s*1\s*Send to Hill Street\s*2/);
  await page.getByRole('button', { name: 'Print the list' }).click();
  const printed = () => page.evaluate(() => window.carrelTest.host.printed.at(-1) ?? '');
  await expect.poll(printed).toContain('Send to Hill Street');
});

test('a repaired book goes where it is wanted, from the screen that said Maintenance', async ({ page }) => {
  await page.keyboard.press('F2');
  await wedgeScan(page, copyBarcode(5));
  await page.getByRole('button', { name: 'Repaired: back into use' }).click();
  const heard = () => page.evaluate(() => window.carrelTest.host.heard.at(-1)?.input);
  await expect.poll(heard).toMatchObject({ barcode: copyBarcode(5) });
});

test('everything at once is readable', async ({ page }) => {
  await page.keyboard.press('F2');
  await page.keyboard.press('Shift+F8');
  await page.keyboard.press('Control+F8');
  for (const n of [1, 2, 5, 7, 99, 3]) await wedgeScan(page, copyBarcode(n));
  await expectReadable(page);
});
