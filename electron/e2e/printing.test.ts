import type { Page } from '@playwright/test';
import { copyBarcode } from '../../renderer/testing/example-records.ts';
import { expectReadable } from './readable.ts';
import { expect, test } from './screen-page.ts';
import { wedgeScan } from './wedge-scan.ts';

const printed = (page: Page) =>
  page.evaluate(() => window.carrelTest.host.printed.map((html) => /<h1>(.*?)<\/h1>/.exec(html)?.[1]));

// The window of the next test is the same one, and remembers.
test.afterEach(({ page }) => page.evaluate(() => localStorage.clear()));

test('printers are chosen in the settings, and a slip is shown before it is printed', async ({ page }) => {
  await page.keyboard.press('F10');
  await page.getByLabel('Printer for slips').selectOption('Receipts');
  await page.getByLabel('Show everything on the screen before it is printed').check();
  await page.keyboard.press('F2');
  await wedgeScan(page, copyBarcode(2));
  await page.getByRole('button', { name: 'Print slip' }).click();
  const dialog = page.getByRole('dialog', { name: 'Hold shelf' });
  await expect(dialog).toContainText('OKA 0417');
  await expectReadable(page);
  expect(await printed(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Print', exact: true }).click();
  await expect.poll(() => printed(page)).toEqual(['Hold shelf']);
});
