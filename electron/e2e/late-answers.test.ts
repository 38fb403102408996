import type { Page } from '@playwright/test';
import { cardNumber } from '../../renderer/testing/example-records.ts';
import { expect, test } from './screen-page.ts';
import { wedgeScan } from './wedge-scan.ts';

/** From here on every answer takes so long that somebody loses patience. */
const slowDown = (page: Page) =>
  page.evaluate(() => {
    window.carrelTest.host.delayMs = 700;
  });

const heard = (page: Page, call: string) =>
  page.evaluate((name) => window.carrelTest.host.heard.filter((sent) => sent.call === name).length, call);

async function atHoldsOfMember(page: Page) {
  await page.keyboard.press('F4');
  await wedgeScan(page, cardNumber(3));
  await page.getByRole('tab', { name: 'Holds' }).click();
  await expect(page.getByRole('button', { name: 'Place a hold' })).toBeVisible();
}

test('an answer that comes after its dialog was closed leaves the one that was opened meanwhile', async ({ page }) => {
  await atHoldsOfMember(page);
  await slowDown(page);
  await page
    .getByRole('button', { name: /^Change the hold/ })
    .first()
    .click();
  await page.getByLabel('Away until').fill('2026-12-24');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Place a hold' }).click();
  await expect(page.getByText('The hold is changed.')).toBeAttached();
  await expect(page.getByRole('dialog', { name: 'Place a hold' })).toBeVisible();
  expect(await heard(page, 'holds.change')).toBe(1);
});

test('giving up a hold is asked once more, and Escape leaves it as it was', async ({ page }) => {
  await atHoldsOfMember(page);
  await page
    .getByRole('button', { name: /^Change the hold/ })
    .first()
    .click();
  // An Enter so soon after a scan belongs to the scanner.
  await page.getByRole('button', { name: 'Give up this hold' }).click();
  await expect(page.getByRole('dialog', { name: 'Give up this hold?' })).toBeVisible();
  expect(await heard(page, 'holds.cancel')).toBe(0);
  await page.keyboard.press('Escape');
  expect(await heard(page, 'holds.cancel')).toBe(0);
  await page.getByRole('button', { name: 'Give up this hold' }).click();
  await page.getByRole('button', { name: 'Give it up' }).click();
  await expect(page.getByText('The hold is given up.')).toBeAttached();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await heard(page, 'holds.cancel')).toBe(1);
});

test('a loan is tried on no calendar that could not be read: no date is said that may be a closed day', async ({
  page,
}) => {
  await page.evaluate(() => {
    const { host, become } = window.carrelTest;
    const sentence = 'The server does not answer.';
    host.calls['policies.closures'] = () => ({ kind: 'offline', sentence });
    become('admin');
  });
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(page.getByTestId('what-if')).toContainText('The server does not answer.');
  await expect(page.getByTestId('what-if')).not.toContainText('it is due');
});
