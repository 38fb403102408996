import type { Page } from '@playwright/test';
import { cardNumber, copyBarcode } from '../../renderer/testing/example-records.ts';
import { expectReadable } from './readable.ts';
import { expect, test } from './screen-page.ts';
import { wedgeScan } from './wedge-scan.ts';

/** Every place where holds are seen or made, in the states that differ in what they show. */
const screens: [name: string, reach: (page: Page) => Promise<void>][] = [
  [
    'pick list, one scanned off',
    async (page) => {
      await page.keyboard.press('F5');
      await wedgeScan(page, copyBarcode(7));
      await wedgeScan(page, copyBarcode(2));
      await expect(page.getByTestId('newest-return')).toContainText('Hold shelf');
    },
  ],
  [
    'hold shelf, time is over',
    async (page) => {
      await page.keyboard.press('F5');
      await page.getByRole('tab', { name: 'Hold shelf' }).click();
      await expect(page.getByText('time is over')).toBeVisible();
    },
  ],
  [
    'hold shelf to clear, the line is down',
    async (page) => {
      await page.keyboard.press('F5');
      await page.getByRole('tab', { name: 'To clear' }).click();
      await expect(page.getByText('Not collected')).toBeVisible();
      await page.evaluate(async () => {
        window.carrelTest.host.goOffline();
        await window.carrelTest.desk.tasks.holdLists.read();
      });
      await expect(page.getByText('The server does not answer.')).toBeVisible();
    },
  ],
  [
    'a hold that is refused, and may be placed anyway',
    async (page) => {
      await page.keyboard.press('F4');
      await wedgeScan(page, cardNumber(2));
      await page.getByRole('tab', { name: 'Holds' }).click();
      await page.getByRole('button', { name: 'Place a hold' }).click();
      await page.getByRole('searchbox', { name: 'Book' }).fill('things');
      await page.getByText('Things Fall Apart').click();
      await page.getByRole('button', { name: 'Place the hold' }).click();
      await expect(page.getByRole('button', { name: 'Place it anyway' })).toBeVisible();
    },
  ],
  [
    'the waitlist of a book',
    async (page) => {
      await page.keyboard.press('F3');
      await wedgeScan(page, copyBarcode(10));
      await page.getByRole('button', { name: 'Show who waits' }).click();
      await expect(page.getByRole('grid', { name: 'Waitlist' })).toContainText('Margaret Ellery-Johnson');
    },
  ],
  [
    'check out, books wait for the member',
    async (page) => {
      await wedgeScan(page, cardNumber(3));
      await expect(page.getByTestId('ready-holds')).toContainText('Mrs Dalloway');
    },
  ],
];

for (const [name, reach] of screens) {
  test(`${name}: readable by everyone, light and dark, and whole on a small screen`, async ({ page }) => {
    await reach(page);
    await expectReadable(page);
  });
}

test('the book that a hold is for stays in sight, whatever is searched for afterwards', async ({ page }) => {
  await page.keyboard.press('F4');
  await wedgeScan(page, cardNumber(1));
  await page.getByRole('tab', { name: 'Holds' }).click();
  await page.getByRole('button', { name: 'Place a hold' }).click();
  const dialog = page.getByRole('dialog');
  await wedgeScan(page, copyBarcode(3));
  const chosen = dialog.getByRole('radio', { checked: true });
  await expect(chosen).toHaveCount(1);
  await dialog.getByRole('searchbox', { name: 'Book' }).fill('Periodic');
  await expect(dialog.getByRole('radio', { name: /Periodic Table/ })).toBeVisible();
  await expect(chosen).toHaveCount(1);
  await expect(chosen).not.toHaveAccessibleName(/Periodic Table/);
});
