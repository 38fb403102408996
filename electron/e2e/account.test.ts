import type { Page } from '@playwright/test';
import { cardNumber, copyBarcode } from '../../renderer/testing/example-records.ts';
import { expectReadable } from './readable.ts';
import { expect, test } from './screen-page.ts';
import { wedgeScan } from './wedge-scan.ts';

/** He owes 12.50, and three of his books are overdue. */
async function tomaszAtTheDesk(page: Page): Promise<void> {
  await wedgeScan(page, cardNumber(2));
  await expect(page.getByText('6.75 more')).toBeVisible();
  // A hand comes later than what a scanner may still send behind a code.
  await page.waitForTimeout(400);
}

async function tomaszInMembers(page: Page): Promise<void> {
  await page.keyboard.press('F4');
  await wedgeScan(page, cardNumber(2));
  await page.getByRole('tab', { name: 'Account' }).click();
  await expect(page.getByText('Coffee on pages')).toBeVisible();
}

async function takePayment(page: Page): Promise<void> {
  await page.keyboard.press('F8');
  await expect(page.getByLabel('Amount')).toBeFocused();
}

const paymentsHeard = (page: Page) =>
  page.evaluate(() => window.carrelTest.host.heard.filter(({ call }) => call === 'account.pay').length);

const screens: [name: string, reach: (page: Page) => Promise<void>][] = [
  ['what a member owes at check out', tomaszAtTheDesk],
  ['a member’s account', tomaszInMembers],
  [
    'a payment that is not right yet',
    async (page) => {
      await tomaszAtTheDesk(page);
      await takePayment(page);
      await page.keyboard.type('13', { delay: 80 });
      await page.keyboard.press('Enter');
      await expect(page.getByText('more than is owed')).toBeVisible();
    },
  ],
  [
    'a payment whose answer is not there',
    async (page) => {
      await tomaszAtTheDesk(page);
      await takePayment(page);
      await page.evaluate(() => window.carrelTest.host.goOffline());
      await page.keyboard.press('Enter');
      await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
      await expect(page.getByLabel('Amount')).toBeDisabled();
    },
  ],
  [
    'a payment that was taken',
    async (page) => {
      await tomaszAtTheDesk(page);
      await takePayment(page);
      await page.getByLabel('Given').fill('20');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('money-moved')).toContainText('Change £7.50');
    },
  ],
  [
    'a debt that a manager forgives at another’s desk',
    async (page) => {
      await tomaszInMembers(page);
      await page.getByRole('button', { name: 'Forgive …' }).click();
      await page.getByRole('button', { name: 'Illness' }).click();
      await page.getByRole('button', { name: 'Forgive', exact: true }).click();
      await expect(page.getByText('Please give the number of whoever signs.')).toBeVisible();
    },
  ],
  [
    'a book that is declared lost',
    async (page) => {
      await page.evaluate(() => window.carrelTest.lendToFirstMember());
      await page.keyboard.press('F4');
      await wedgeScan(page, cardNumber(1));
      await page.getByRole('button', { name: 'Declare Middlemarch lost' }).click();
      await expect(page.getByRole('dialog')).toContainText('Middlemarch');
    },
  ],
];

for (const [name, reach] of screens) {
  test(`${name}: readable by everyone, light and dark, and whole on a small screen`, async ({ page }) => {
    await reach(page);
    await expectReadable(page);
  });
}

test('all that is owed is taken with three keys: F8, Enter, Enter', async ({ page }) => {
  await tomaszAtTheDesk(page);
  await takePayment(page);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('money-moved')).toContainText('£12.50');
  // The words are in the page a moment before the dialog is open, and Enter is nobody's until then.
  await expect(page.getByRole('button', { name: 'Done', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByTestId('member-panel')).not.toContainText('owes');
});

test('the receipt of a payment is printed, and no name is on it', async ({ page }) => {
  await tomaszAtTheDesk(page);
  await takePayment(page);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Print receipt' }).click();
  await expect.poll(() => page.evaluate(() => window.carrelTest.host.printed.length)).toBe(1);
  const receipt = await page.evaluate(() => window.carrelTest.host.printed.join());
  expect(receipt).toContain('£12.50');
  expect(receipt).not.toContain('Wiśniewski');
});

test('Enter that is pressed twice takes one payment, and Esc takes none', async ({ page }) => {
  await tomaszAtTheDesk(page);
  await takePayment(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await paymentsHeard(page)).toBe(0);
  // Longer than a busy machine takes for two keys: behind the answer the second would press another button.
  await page.evaluate(() => {
    window.carrelTest.host.delayMs = 1000;
  });
  await takePayment(page);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('money-moved')).toBeVisible();
  expect(await paymentsHeard(page)).toBe(1);
});

test('a scan while a payment is taken types nothing into the amount, waits, and is answered afterwards', async ({
  page,
}) => {
  await tomaszAtTheDesk(page);
  await takePayment(page);
  await wedgeScan(page, copyBarcode(1));
  await expect(page.getByRole('dialog')).toContainText('1 scan will be answered when you close this.');
  await expect(page.getByLabel('Amount')).toHaveValue('12.50');
  await page.getByRole('button', { name: 'Take payment' }).last().click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByTestId('newest-line')).toContainText(copyBarcode(1));
  expect(await paymentsHeard(page)).toBe(1);
});

test('the change stays to be handed back, although the next book was scanned already', async ({ page }) => {
  await tomaszAtTheDesk(page);
  await takePayment(page);
  await page.getByLabel('Given').fill('20');
  await wedgeScan(page, copyBarcode(1));
  await expect(page.getByRole('dialog')).toContainText('1 scan will be answered when you close this.');
  await page.getByRole('button', { name: 'Take payment' }).last().click();
  await expect(page.getByTestId('money-moved')).toContainText('Change £7.50');
  await wedgeScan(page, copyBarcode(4));
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByTestId('newest-line')).toContainText(copyBarcode(4));
});

test('the same is sent again, and nothing else, after an answer that did not come', async ({ page }) => {
  await tomaszAtTheDesk(page);
  await takePayment(page);
  await page.evaluate(() => window.carrelTest.host.goOffline());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.evaluate(() => window.carrelTest.host.goLive());
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('money-moved')).toBeVisible();
  const intentions = await page.evaluate(() =>
    window.carrelTest.host.heard.filter(({ call }) => call === 'account.pay').map(({ input }) => JSON.stringify(input)),
  );
  expect(intentions).toHaveLength(2);
  expect(new Set(intentions).size).toBe(1);
});

test('a manager signs for a debt that a librarian may not forgive', async ({ page }) => {
  await tomaszInMembers(page);
  await page.getByRole('button', { name: 'Forgive …' }).click();
  await page.getByRole('button', { name: 'Illness' }).click();
  await page.getByLabel('Manager’s number').fill('1002');
  await page.getByLabel('Password').fill('correct horse');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('account-balance')).toHaveText('Owes nothing');
});

test('the tabs of a member are gone through with the arrows', async ({ page }) => {
  await page.keyboard.press('F4');
  await wedgeScan(page, cardNumber(2));
  await page.getByRole('tab', { name: 'Loans' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Holds' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Account' })).toBeFocused();
  await expect(page.getByTestId('account-balance')).toHaveText('Owes £12.50');
});
