import type { Page } from '@playwright/test';
import { cardNumber, copyBarcode } from '../../renderer/testing/example-records.ts';
import { expectReadable } from './readable.ts';
import { expect, test } from './screen-page.ts';
import { wedgeScan } from './wedge-scan.ts';

/** As an admin, at the library's own screen. */
async function openLibrary(page: Page, part: 'Rules' | 'Calendar' | 'Notices') {
  await changeDesk(page, 'admin');
  await page.getByRole('button', { name: 'Library' }).click();
  await page.getByRole('button', { name: part, exact: true }).click();
}

const changeDesk = (page: Page, name: 'admin' | 'locked' | 'signed_out' | 'not_enrolled' | 'loading') =>
  page.evaluate((change) => window.carrelTest.become(change), name);

const sendThingsAbout = (page: Page) => page.evaluate(() => window.carrelTest.sendThingsAbout());

/** Every screen in the states that differ in what they show. */
const screens: [name: string, reach: (page: Page) => Promise<void>][] = [
  [
    'set up this desk',
    async (page) => {
      await changeDesk(page, 'not_enrolled');
      await page.getByLabel('Server address').fill('https://library.example.org');
      await page.getByLabel('Library').fill('riverside');
      await page.getByLabel('Manager’s number').fill('1');
      await page.getByLabel('Password').fill('correct horse');
      await page.getByRole('button', { name: 'Find the branches' }).click();
      await expect(page.getByRole('heading', { name: 'Which branch is it?' })).toBeVisible();
    },
  ],
  [
    'set this desk up again',
    async (page) => {
      await changeDesk(page, 'signed_out');
      await page.getByRole('button', { name: 'Managers: set this desk up again' }).click();
      await expect(page.getByLabel('Server address')).not.toHaveValue('');
      await expect(page.getByRole('button', { name: 'Back' })).toBeVisible();
    },
  ],
  [
    'sign in, refused',
    async (page) => {
      await changeDesk(page, 'signed_out');
      await page.getByLabel('Your number').fill('29390000120000');
      await page.getByLabel('Password').fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByText('The number or the password is not right.')).toBeVisible();
    },
  ],
  [
    'locked, after a scan',
    async (page) => {
      await changeDesk(page, 'locked');
      await wedgeScan(page, copyBarcode(1));
      await expect(page.getByTestId('notice')).toContainText('while the desk was locked');
    },
  ],
  ['check out, nobody', async (page) => expect(page.getByText('Scan a member’s card')).toBeVisible()],
  [
    'check out, blocked member and an override',
    async (page) => {
      await wedgeScan(page, cardNumber(2));
      await wedgeScan(page, copyBarcode(1));
      await page.getByRole('button', { name: 'Override' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  ],
  [
    'check out, lent and refused',
    async (page) => {
      await wedgeScan(page, cardNumber(1));
      for (const n of [1, 4, 6, 9]) await wedgeScan(page, copyBarcode(n));
      await expect(page.getByTestId('newest-line')).toContainText('recorded as lost');
    },
  ],
  [
    'return, everywhere to',
    async (page) => {
      await page.keyboard.press('F2');
      for (const n of [1, 2, 5, 7, 99, 3]) await wedgeScan(page, copyBarcode(n));
      await expect(page.getByTestId('newest-return')).toContainText('Send to Hill Street');
    },
  ],
  [
    'return, queued',
    async (page) => {
      await page.keyboard.press('F2');
      await page.evaluate(() => window.carrelTest.host.goOffline());
      await wedgeScan(page, copyBarcode(1));
      await expect(page.getByTestId('newest-return')).toContainText('Queued, on disk');
    },
  ],
  [
    'catalogue with a book',
    async (page) => {
      await page.keyboard.press('F3');
      await wedgeScan(page, copyBarcode(3));
      await expect(page.getByTestId('book-details')).toContainText('Hill Street');
    },
  ],
  [
    'catalogue while it is loaded',
    async (page) => {
      await changeDesk(page, 'loading');
      await page.keyboard.press('F3');
      await expect(page.getByText('Loading 3,200 of 12,000').first()).toBeVisible();
    },
  ],
  [
    'a member with loans',
    async (page) => {
      await page.evaluate(() => window.carrelTest.lendToFirstMember());
      await page.keyboard.press('F4');
      await page.getByLabel('Find a member').fill('amina');
      await wedgeScan(page, cardNumber(1));
      await page.getByRole('button', { name: 'Renew Middlemarch' }).click();
      await expect(page.getByText('Renewed until')).toBeVisible();
    },
  ],
  [
    'a new member, not yet right',
    async (page) => {
      await page.keyboard.press('F4');
      await page.getByRole('button', { name: 'Add a member' }).click();
      await wedgeScan(page, cardNumber(77));
      await page.getByRole('button', { name: 'Add the member' }).click();
      await expect(page.getByLabel('Membership number')).toHaveValue(cardNumber(77));
      await expect(page.getByText('Please give a name')).toBeVisible();
    },
  ],
  [
    'transfers to send',
    async (page) => {
      await sendThingsAbout(page);
      await page.keyboard.press('F6');
      await expect(page.getByText('On the hold shelf')).toBeVisible();
    },
  ],
  [
    'a box begun for another branch',
    async (page) => {
      await sendThingsAbout(page);
      await page.keyboard.press('F6');
      await page.keyboard.press('F8');
      await expect(page.getByLabel('Hill Street (HILL)')).toBeVisible();
    },
  ],
  [
    'a box being packed',
    async (page) => {
      await sendThingsAbout(page);
      await page.keyboard.press('F6');
      await wedgeScan(page, 'BOX-1041');
      for (const n of [1, 99, 4, 2, 10]) await wedgeScan(page, copyBarcode(n));
      await expect(page.getByTestId('newest-packed')).toContainText('Send it all the same');
    },
  ],
  [
    'a box being unpacked',
    async (page) => {
      await sendThingsAbout(page);
      await page.keyboard.press('F6');
      await wedgeScan(page, 'BOX-1042');
      for (const n of [10, 2]) await wedgeScan(page, copyBarcode(n));
      await expect(page.getByText('1 of 2 copies')).toBeVisible();
    },
  ],
  [
    'received while the line is down',
    async (page) => {
      await sendThingsAbout(page);
      await page.keyboard.press('F6');
      await page.evaluate(() => window.carrelTest.host.goOffline());
      await wedgeScan(page, copyBarcode(2));
      await expect(page.getByTestId('newest-return')).toContainText('Queued, on disk');
    },
  ],
  [
    'a late copy given up',
    async (page) => {
      await sendThingsAbout(page);
      await page.keyboard.press('F6');
      await page.getByRole('button', { name: 'Late' }).click();
      await page.getByRole('button', { name: /^Never arrived/ }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  ],
  [
    'what needs attention',
    async (page) => {
      await page.evaluate(() => window.carrelTest.leaveSomethingToAttend());
      await page.keyboard.press('F9');
      await expect(page.getByRole('button', { name: 'Seen to: Middlemarch' })).toBeVisible();
    },
  ],
  [
    'the library’s rules, not yet right',
    async (page) => {
      await openLibrary(page, 'Rules');
      await page.getByLabel('Most a loan, row 2').fill('0.10');
      await page.getByRole('button', { name: 'Add a row' }).click();
      await expect(page.getByText('2 things to put right first')).toBeVisible();
    },
  ],
  [
    'the library’s rules, before they are put in force',
    async (page) => {
      await openLibrary(page, 'Rules');
      await page.getByLabel('Loan days, row 1').fill('7');
      await page.getByRole('button', { name: 'Review and save' }).click();
      await expect(page.getByRole('dialog')).toContainText('Loan days: 21 → 7');
    },
  ],
  [
    'changes of the library’s rules',
    async (page) => {
      await openLibrary(page, 'Rules');
      await page.getByLabel('Loan days, row 1').fill('7');
      await page.getByRole('button', { name: 'Review and save' }).click();
      await page.getByRole('button', { name: 'Put in force' }).click();
      await page.getByRole('button', { name: 'Changes', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'Version 4' })).toBeVisible();
    },
  ],
  [
    'a branch’s calendar, not yet right',
    async (page) => {
      await openLibrary(page, 'Calendar');
      await page.getByLabel('Tuesday, closes at').fill('08:00');
      await page.getByRole('button', { name: 'Close these days' }).click();
      await expect(page.getByText('On Tuesday the branch must close after it opens.')).toBeVisible();
    },
  ],
  [
    'notices that could not be sent',
    async (page) => {
      await openLibrary(page, 'Notices');
      await expect(page.getByText('The mail or SMS server does not know this address.')).toBeVisible();
    },
  ],
  [
    'notices that were kept, and never sent before',
    async (page) => {
      await openLibrary(page, 'Notices');
      await page.getByText('Kept', { exact: true }).click();
      await expect(page.getByRole('button', { name: 'Send: Fine charged' })).toHaveText('Send');
      await expect(page.getByRole('button', { name: 'Send 1 notice', exact: true })).toBeVisible();
    },
  ],
  [
    'what a notice says',
    async (page) => {
      await openLibrary(page, 'Notices');
      await page.getByRole('button', { name: 'Read: Hold ready' }).click();
      await expect(page.getByRole('dialog')).toContainText('is waiting for you');
    },
  ],
  [
    'settings, after a test scan',
    async (page) => {
      await page.keyboard.press('F10');
      await page.getByRole('button', { name: 'Test a scan' }).click();
      await wedgeScan(page, copyBarcode(1), 0.045);
      await expect(page.getByTestId('scan-timings')).toContainText('45 ms');
    },
  ],
];

for (const [name, reach] of screens) {
  test(`${name}: readable by everyone, light and dark, and whole on a small screen`, async ({ page }) => {
    await reach(page);
    await expectReadable(page);
  });
}
