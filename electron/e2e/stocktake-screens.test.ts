import type { Page } from '@playwright/test';
import { copyBarcode } from '../../renderer/testing/example-records.ts';
import { expectReadable } from './readable.ts';
import { expect, test } from './screen-page.ts';
import { wedgeScan } from './wedge-scan.ts';

/** A manager opens a count at this desk and scans these of the example library. */
async function count(page: Page, ...copies: number[]): Promise<void> {
  await page.evaluate(() => window.carrelTest.become('manager'));
  await expect(page.getByText('Owen Pritchard')).toBeVisible();
  await page.keyboard.press('F7');
  await page.getByLabel('From shelf').fill('A');
  await page.getByRole('button', { name: 'Open and count along' }).click();
  await expect(page.getByText('Scan the shelves, copy after copy')).toBeVisible();
  for (const n of copies) await wedgeScan(page, copyBarcode(n));
  await expect(page.getByTestId('scan-count')).toHaveText(String(new Set(copies).size));
}

const part = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const grid = (page: Page) => page.getByRole('grid', { name: 'Where the shelves and the system differ' });

async function close(page: Page): Promise<void> {
  await part(page, 'Differences');
  await page.getByRole('button', { name: 'Close the count …' }).click();
  await page.getByRole('button', { name: 'Close the count', exact: true }).click();
  await expect(page.getByText('Closed', { exact: true })).toBeVisible();
}

const screens: [name: string, reach: (page: Page) => Promise<void>][] = [
  [
    'the counts of a branch, for a manager',
    async (page) => {
      await count(page, 1);
      await part(page, 'All counts');
      await expect(page.getByRole('img', { name: /^Accuracy of 4 counts/ })).toBeVisible();
    },
  ],
  [
    'the counts of a branch, for a librarian',
    async (page) => {
      await page.keyboard.press('F7');
      await expect(page.getByText('Nothing has been counted here yet.')).toBeVisible();
    },
  ],
  ['a count before the first scan', (page) => count(page)],
  [
    'scans, each of which says something else',
    async (page) => {
      await count(page, 1, 2, 3, 5, 6, 8, 77, 1, 9);
      await expect(page.getByTestId('newest-scan')).toContainText('Found!');
    },
  ],
  [
    'scans while the line is down',
    async (page) => {
      await count(page, 1);
      await page.evaluate(() => window.carrelTest.host.goOffline());
      await wedgeScan(page, copyBarcode(77));
      await expect(page.getByText('2 scans on this disk only')).toBeVisible();
      await expect(page.getByTestId('status-queued')).toContainText('2 queued');
    },
  ],
  [
    'the shelves in their order',
    async (page) => {
      await count(page, 1, 2);
      await part(page, 'Shelves');
      await expect(page.getByRole('table')).toBeVisible();
    },
  ],
  [
    'what differs, one chosen and some selected',
    async (page) => {
      await count(page, 1, 3, 5, 6, 9, 77);
      await part(page, 'Differences');
      await grid(page).focus();
      for (const key of ['ArrowRight', 'Space', 'ArrowDown', 'Space', 'Enter']) await page.keyboard.press(key);
      await expect(page.getByText('2 selected.')).toBeVisible();
    },
  ],
  [
    'what closing will do',
    async (page) => {
      await count(page, 1, 3, 9, 77);
      await part(page, 'Differences');
      await page.getByRole('button', { name: 'Close the count …' }).click();
      await expect(page.getByRole('dialog')).toContainText('As proposed: marked missing');
    },
  ],
  [
    'the report of a closed count',
    async (page) => {
      await count(page, 1, 3, 9, 77);
      await close(page);
      await part(page, 'Report');
      await expect(page.getByText('Who counted')).toBeVisible();
    },
  ],
  [
    'what came late',
    async (page) => {
      await count(page, 1, 3);
      await close(page);
      await wedgeScan(page, copyBarcode(4));
      await part(page, 'Late scans');
      // Nothing here says when the scan has been taken.
      await expect(async () => {
        await page.getByRole('button', { name: 'Read again' }).click();
        await expect(grid(page)).toContainText('Mark found', { timeout: 1000 });
      }).toPass({ timeout: 20_000 });
    },
  ],
];

for (const [name, reach] of screens) {
  test(`${name}: readable by everyone, light and dark, and whole on a small screen`, async ({ page }) => {
    await reach(page);
    await expectReadable(page);
  });
}

test('a scan never lands in the shelf that is being typed', async ({ page }) => {
  await count(page);
  await page.getByLabel('Shelf being read').fill('81');
  await wedgeScan(page, copyBarcode(1));
  await expect(page.getByTestId('newest-scan')).toContainText('The Left Hand of Darkness');
  await expect(page.getByLabel('Shelf being read')).toHaveValue('81');
});

test('differences are gone through by the keyboard alone', async ({ page }) => {
  await count(page, 5);
  await part(page, 'Differences');
  await grid(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(grid(page).getByRole('row').nth(1)).toContainText('Chosen by you');
  const action = grid(page).getByLabel(`What to do about ${copyBarcode(5)}`);
  await expect(action).toHaveValue('correct_shelf');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(action).toHaveValue('ignore');
  await page.keyboard.press('Space');
  await expect(page.getByText('1 selected.')).toBeVisible();
});

test('a count of sixty thousand differences keeps only the rows in sight in the page, down to its end', async ({
  page,
}) => {
  await page.evaluate(() => {
    const { copies } = window.carrelTest.host.library;
    const [first] = copies;
    if (!first) return;
    for (let n = 0; n < 60_000; n += 1) copies.push({ ...first, barcode: `M-${String(n).padStart(5, '0')}` });
  });
  await count(page);
  await part(page, 'Differences');
  await grid(page).focus();
  await page.keyboard.press('End');
  await expect(grid(page).getByText('M-59999')).toBeVisible({ timeout: 15_000 });
  expect(await grid(page).getByRole('row').count()).toBeLessThan(60);
});

test('the report is printed on a sheet, and is no slip', async ({ page }) => {
  await count(page, 1, 5);
  await close(page);
  await part(page, 'Report');
  await page.getByRole('button', { name: 'Print' }).click();
  const printed = () => page.evaluate(() => window.carrelTest.host.printed.at(-1) ?? '');
  await expect.poll(printed).toContain('Still to be done at the shelves');
  expect(await printed()).toContain('size: A4');
});

test('the summary of a report fits into its place on a small screen, also beside its scroll bar', async ({ page }) => {
  await count(page, 1, 3, 9, 77);
  await close(page);
  await part(page, 'Report');
  await page.setViewportSize({ width: 1024, height: 768 });
  const summary = page.locator('.report-summary');
  await expect(summary).toContainText('Who counted');
  expect(await summary.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await page.setViewportSize({ width: 1280, height: 800 });
});
