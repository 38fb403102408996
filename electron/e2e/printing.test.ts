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

test('slips that come at once are looked at one after the other', async ({ page }) => {
  await page.evaluate(async () => {
    const { desk } = window.carrelTest;
    desk.preferences.setState({ showPaper: true });
    const lines = [{ kind: 'text', text: 'A line' } as const];
    for (const title of ['First', 'Second', 'Third']) await desk.printing.slip({ title, lines });
  });
  await expect(page.getByRole('dialog', { name: 'First' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Second' }).getByRole('button', { name: 'Print', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Third' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const papers = () => page.evaluate(() => window.carrelTest.host.printed);
  await expect.poll(papers).toEqual([expect.stringContaining('Second')]);
});
