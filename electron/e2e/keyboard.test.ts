import type { Page } from '@playwright/test';
import { cardNumber, copyBarcode } from '../../renderer/testing/example-records.ts';
import { expect, test } from './screen-page.ts';
import { wedgeScan } from './wedge-scan.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

test('every task opens by its key, and by Alt with its digit', async ({ page }) => {
  const names = {
    F1: 'Check out',
    F2: 'Return',
    F3: 'Catalogue',
    F4: 'Members',
    F5: 'Holds',
    F6: 'Transfers',
    F7: 'Stocktake',
    F9: 'Attention',
  };
  for (const [key, name] of Object.entries(names)) {
    await page.keyboard.press(key);
    await expect(heading(page, name)).toBeVisible();
  }
  await page.keyboard.press('Alt+2');
  await expect(heading(page, 'Return')).toBeVisible();
});

test('the catalogue is searched, walked through and read without a mouse', async ({ page }) => {
  await page.keyboard.press('F3');
  await page.getByLabel('Search the catalogue').focus();
  await page.keyboard.type('the', { delay: 80 });
  await expect(page.getByText('5 books', { exact: true })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('book-details')).toContainText('A Field Guide to Lichens of the North');
});

test('a list of five thousand keeps only the rows in sight in the page, down to its end', async ({ page }) => {
  await page.keyboard.press('F3');
  const grid = page.getByRole('grid', { name: 'Books of this branch' });
  await expect(grid.getByRole('row').nth(5)).toBeVisible();
  expect(await grid.getByRole('row').count()).toBeLessThan(60);
  await grid.focus();
  await page.keyboard.press('End');
  await expect(grid.getByText('Example 5000', { exact: true })).toBeVisible();
  expect(await grid.getByRole('row').count()).toBeLessThan(60);
});

test('Esc ends the session and takes the member out of the page', async ({ page }) => {
  await wedgeScan(page, cardNumber(2));
  await expect(page.getByTestId('member-panel')).toContainText('Tomasz Wiśniewski');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('session-ended')).toHaveText('Session finished. 0 books lent.');
  expect(await page.content()).not.toContain('Wiśniewski');
});

test('Esc takes back what was typed for a barcode, and only then ends the session', async ({ page }) => {
  await wedgeScan(page, cardNumber(2));
  await expect(page.getByTestId('member-panel')).toBeVisible();
  const field = page.getByLabel('Scan or type a barcode');
  await field.focus();
  await page.keyboard.type('3119', { delay: 80 });
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('');
  await expect(page.getByTestId('member-panel')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('session-ended')).toBeVisible();
});

test('while a dialog is open a task’s key does nothing, nor what a browser does with it', async ({ page }) => {
  await page.keyboard.press('F4');
  await page.getByRole('button', { name: 'Add a member' }).click();
  await page.evaluate(() =>
    window.addEventListener('keydown', (event) => {
      document.body.dataset.kept = String(event.defaultPrevented);
    }),
  );
  // A browser loads the page again, and whatever was on it is gone.
  await page.keyboard.press('F5');
  await expect(page.locator('body')).toHaveAttribute('data-kept', 'true');
  await expect(page.getByRole('dialog', { name: 'Add a member' })).toBeVisible();
});

test('a box leaves by F8 alone, not by the key that means many in a row at Return', async ({ page }) => {
  await page.evaluate(() => window.carrelTest.sendThingsAbout());
  await page.keyboard.press('F6');
  await page.getByRole('button', { name: /BOX-1041/ }).click();
  await expect(page.getByRole('button', { name: /^The box leaves/ })).toBeVisible();
  await page.keyboard.press('Control+F8');
  await wedgeScan(page, copyBarcode(3));
  await expect(page.getByText(copyBarcode(3))).toBeVisible();
  const sent = await page.evaluate(() => window.carrelTest.host.heard.filter(({ call }) => call === 'boxes.send'));
  expect(sent).toEqual([]);
});

test('a book’s label is not taken for the new card', async ({ page }) => {
  await page.keyboard.press('F4');
  await page.getByRole('button', { name: 'Add a member' }).click();
  await wedgeScan(page, copyBarcode(1));
  await expect(page.getByText('This is a book. Scan the new card.')).toBeVisible();
  await wedgeScan(page, cardNumber(7));
  await expect(page.getByLabel('Membership number')).toHaveValue(cardNumber(7));
});

test('locking takes everybody’s data out of the page, and the password brings the desk back', async ({ page }) => {
  await wedgeScan(page, cardNumber(2));
  await expect(page.getByTestId('member-panel')).toBeVisible();
  await page.evaluate(() => window.carrelTest.become('locked'));
  await expect(heading(page, 'Locked')).toBeVisible();
  expect(await page.content()).not.toContain('Wiśniewski');
  await page.keyboard.type('correct horse', { delay: 80 });
  await page.keyboard.press('Enter');
  await expect(page.getByText('Scan a member’s card')).toBeVisible();
});

test('F8 marks the next copy as damaged, and only that one', async ({ page }) => {
  await page.keyboard.press('F2');
  await page.keyboard.press('F8');
  await expect(page.getByRole('button', { name: 'Next: damaged', pressed: true })).toBeVisible();
  await wedgeScan(page, copyBarcode(1));
  await expect(page.getByTestId('newest-return')).toContainText('Maintenance');
  await expect(page.getByRole('button', { name: 'Next: damaged', pressed: false })).toBeVisible();
});

test('a barcode typed by hand, and a list pasted from elsewhere, are scans', async ({ page }) => {
  await page.keyboard.press('F2');
  await page.keyboard.type(copyBarcode(1), { delay: 80 });
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('newest-return')).toContainText('Shelve');
  const list = [copyBarcode(4), copyBarcode(2)].join('\n');
  await page.getByLabel('Scan or type a barcode').evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', pasted);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, list);
  await expect(page.getByTestId('newest-return')).toContainText('Hold shelf');
});

test('a slow scanner is tried out and mended with one tap', async ({ page }) => {
  await page.keyboard.press('F10');
  await page.getByRole('button', { name: 'Test a scan' }).click();
  await wedgeScan(page, copyBarcode(1), 0.045);
  await page.getByRole('button', { name: /^Allow \d+ ms between keys$/ }).click();
  await page.keyboard.press('F2');
  await wedgeScan(page, copyBarcode(1), 0.045);
  await expect(page.getByTestId('newest-return')).toContainText('Shelve');
});
