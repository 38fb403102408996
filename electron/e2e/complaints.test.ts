// What staff complain of in other desks' issue trackers, and what no screen of this one may do.
import type { Page } from '@playwright/test';
import { cardNumber, copyBarcode } from '../../renderer/testing/example-records.ts';
import { expect, test } from './screen-page.ts';
import { wedgeScan } from './wedge-scan.ts';

const calls = (page: Page, name: string) =>
  page.evaluate((call) => window.carrelTest.host.heard.filter((heard) => heard.call === call).length, name);
const slowServer = (page: Page, milliseconds: number) =>
  page.evaluate((delay) => {
    window.carrelTest.host.delayMs = delay;
  }, milliseconds);

for (const [field, key] of [
  ['Search the catalogue', 'F3'],
  ['Find a member', 'F4'],
  ['Scan or type a barcode', 'F2'],
] as const) {
  test(`a scan never lands in the field that has the focus: ${field}`, async ({ page }) => {
    await page.keyboard.press(key);
    await page.getByLabel(field).fill('half a wo');
    await page.getByLabel(field).focus();
    await wedgeScan(page, copyBarcode(1));
    await expect.poll(() => calls(page, 'scan.text')).toBe(1);
    await expect(page.getByLabel(field)).toHaveValue('half a wo');
  });
}

test('a scan presses no button that has the focus', async ({ page }) => {
  await page.getByRole('button', { name: 'Sign out' }).focus();
  await wedgeScan(page, cardNumber(1));
  await expect(page.getByTestId('member-panel')).toContainText('Amina Okafor');
  expect(await calls(page, 'session.signOut')).toBe(0);
});

test('the focus is not lost after a dialog: scans go on, and typing finds the scan field', async ({ page }) => {
  await wedgeScan(page, cardNumber(1));
  await wedgeScan(page, copyBarcode(9));
  await page.getByRole('button', { name: 'Override' }).click();
  await wedgeScan(page, copyBarcode(1));
  await expect(page.getByRole('dialog')).toContainText('1 scan will be answered when you close this.');
  await expect(page.getByLabel('Reason')).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('newest-line')).toContainText('The Left Hand of Darkness');
  await page.keyboard.type(copyBarcode(4), { delay: 80 });
  await expect(page.getByLabel('Scan or type a barcode')).toHaveValue(copyBarcode(4));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('newest-line')).toContainText('Things Fall Apart');
});

test('an override that was begun for a member who is gone is never asked for the next one', async ({ page }) => {
  await wedgeScan(page, cardNumber(1));
  await wedgeScan(page, copyBarcode(9));
  await page.getByRole('button', { name: 'Override' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.evaluate(() => window.carrelTest.desk.tasks.checkout.end('idle'));
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await wedgeScan(page, cardNumber(2));
  await expect(page.getByTestId('member-panel')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('no scan is dropped when the scanner is quicker than the server, and no click is needed', async ({ page }) => {
  await page.keyboard.press('F2');
  await slowServer(page, 25);
  const codes = Array.from({ length: 40 }, (_, index) => copyBarcode(index + 1));
  for (const code of codes) await wedgeScan(page, code, 0.004);
  await expect(page.getByTestId('newest-return')).toContainText(codes.at(-1) ?? '', { timeout: 20_000 });
  await expect.poll(() => page.evaluate(() => window.carrelTest.desk.queue.store.getState().waiting)).toBe(0);
  const lines = await page.evaluate(() => window.carrelTest.desk.tasks.returns.store.getState().lines);
  expect(lines.map(({ code }) => code).reverse()).toEqual(codes);
});

test('the member stays on the screen between two scans, whatever the first came to', async ({ page }) => {
  await wedgeScan(page, cardNumber(1));
  for (const n of [1, 6, 99]) {
    await wedgeScan(page, copyBarcode(n));
    await expect(page.getByTestId('newest-line')).toContainText(copyBarcode(n));
    await expect(page.getByTestId('member-panel')).toContainText('Amina Okafor');
  }
});

test('what was said stays until the next scan: nothing is a toast', async ({ page }) => {
  await page.keyboard.press('F3');
  await wedgeScan(page, cardNumber(1));
  await expect(page.getByTestId('notice')).toContainText('a member’s card');
  await page.waitForTimeout(6000);
  await expect(page.getByTestId('notice')).toBeVisible();
  await page.getByRole('button', { name: 'Put away' }).click();
  await expect(page.getByTestId('notice')).toHaveCount(0);
});

test('a return says where the book must go', async ({ page }) => {
  await page.keyboard.press('F2');
  await wedgeScan(page, copyBarcode(3));
  await expect(page.getByTestId('newest-return')).toContainText('Send to Hill Street');
});

test('a checkout reads no list of loans, however many the member has', async ({ page }) => {
  await page.evaluate(() => {
    const [member] = window.carrelTest.host.library.members;
    Object.assign(member ?? {}, { openLoans: 700, loanLimit: 1000 });
  });
  await wedgeScan(page, cardNumber(1));
  await wedgeScan(page, copyBarcode(1));
  await expect(page.getByTestId('newest-line')).toContainText('Lent');
  await expect(page.getByTestId('member-panel')).toContainText('701 of 1000');
  expect(await calls(page, 'members.loans')).toBe(0);
});

test('a hundred and twenty returns need no refreshing', async ({ page }) => {
  await page.keyboard.press('F2');
  for (let n = 1; n <= 120; n += 1) await wedgeScan(page, copyBarcode(n), 0.002);
  await expect(page.getByTestId('newest-return')).toContainText(copyBarcode(120), { timeout: 20_000 });
  await expect(page.getByRole('region', { name: 'Earlier returns' }).getByRole('listitem')).toHaveCount(119);
});

test('a card scanned into the dialog of a hold is that member’s, and not the next scan of the screen below', async ({
  page,
}) => {
  await page.keyboard.press('F3');
  await wedgeScan(page, copyBarcode(3));
  await page.getByRole('button', { name: 'Place a hold' }).click();
  await wedgeScan(page, cardNumber(1));
  await expect(page.getByLabel('Membership number')).toHaveValue(cardNumber(1));
  await expect(page.getByRole('dialog')).toContainText('Amina Okafor');
  await page.getByRole('button', { name: 'Place the hold' }).click();
  await expect(page.getByRole('grid', { name: 'Waitlist' })).toContainText('Amina Okafor');
  expect(await calls(page, 'holds.place')).toBe(1);
});

test('a search that found more than it shows says so, and what helps', async ({ page }) => {
  await page.evaluate(() => {
    const { calls } = window.carrelTest.host;
    const find = calls['members.find'];
    calls['members.find'] = async (order) => {
      const found = await find(order);
      if (found.kind === 'done') Object.assign(found.answer.meta, { total: 1000, totalIsCapped: true });
      return found;
    };
  });
  await page.keyboard.press('F4');
  await page.getByLabel('Find a member').fill('o');
  await page.getByLabel('Find a member').fill('ok');
  await expect(page.getByText('At least 1,000 members: type more of the name')).toBeVisible();
});
