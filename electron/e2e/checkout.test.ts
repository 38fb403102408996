import { sheetCopyBarcode, sheetMemberBarcode } from '../../build/demo/sheet.ts';
import { openDesk, signIn } from './desk-window.ts';
import { expect, test } from './test.ts';
import { lateScan, wedgeScan as scan } from './wedge-scan.ts';

const openLoansOf =
  'select l.* from loans l join copies c on c.id = l.copy_id where c.barcode = $1 and l.returned_at is null';

test('refuses a wrong password in words, and lets the right one in', async ({ desk }) => {
  const { page } = desk;
  await page.getByLabel('Your number').fill('1003');
  await page.getByLabel('Password').fill('not-the-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('The number or the password is not right.').first()).toBeVisible();
  await page.getByLabel('Password').fill('demo-librarian-1003');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Scan a member’s card').first()).toBeVisible();
});

test('takes a password that a password manager types for a password, not for a scan', async ({ desk }) => {
  const { page } = desk;
  await page.getByLabel('Your number').fill('1003');
  await page.getByLabel('Password').focus();
  await scan(page, 'demo-librarian-1003');
  await expect(page.getByText('Scan a member’s card').first()).toBeVisible();
});

test('lends two books by scanning a card and the books, and Postgres has the loans', async ({
  staffedDesk,
  library,
}) => {
  const { page } = staffedDesk;
  await scan(page, sheetMemberBarcode(0));
  await expect(page.getByText('Amara Lindqvist').first()).toBeVisible();
  for (const index of [0, 1]) {
    await scan(page, sheetCopyBarcode(index));
    await expect(page.getByTestId('newest-line')).toContainText(sheetCopyBarcode(index));
    await expect(page.getByTestId('newest-line')).toContainText('Lent');
    expect(await library.rows(openLoansOf, [sheetCopyBarcode(index)])).toHaveLength(1);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByText('Scan a member’s card').first()).toBeVisible();
  await expect(page.getByText('Amara Lindqvist')).toHaveCount(0);
});

test('keeps a scan out of the field that has the focus', async ({ staffedDesk }) => {
  const { page } = staffedDesk;
  await page.keyboard.press('F3');
  const search = page.getByLabel('Search the catalogue');
  await search.fill('tromsø');
  await search.focus();
  await scan(page, sheetCopyBarcode(7));
  await expect(page.getByText(sheetCopyBarcode(7)).first()).toBeVisible();
  await expect(search).toHaveValue('tromsø');
});

test('takes a scan for a scan, however late and slowly a busy computer hands it on', async ({ staffedDesk }) => {
  const { page } = staffedDesk;
  await page.keyboard.press('F3');
  const search = page.getByLabel('Search the catalogue');
  await search.fill('tromsø');
  await search.focus();
  await lateScan(page, sheetCopyBarcode(7), 250);
  await expect(page.getByText(sheetCopyBarcode(7)).first()).toBeVisible();
  await expect(search).toHaveValue('tromsø');
});

test('shows what stands in the way, and lends when staff override it with a reason', async ({
  staffedDesk,
  library,
}) => {
  const { page } = staffedDesk;
  await scan(page, sheetMemberBarcode(3));
  await expect(page.getByText('Felix Moreau').first()).toBeVisible();
  await scan(page, sheetCopyBarcode(2));
  await expect(page.getByTestId('newest-line')).toContainText('owes too much');
  await page.getByTestId('newest-line').getByRole('button', { name: 'Override' }).click();
  await page.getByLabel('Reason').fill('Paid just now');
  await page.getByRole('button', { name: 'Lend anyway' }).click();
  await expect(page.getByTestId('newest-line')).toContainText('Lent');
  const [event] = await library.rows(
    `select facts from audit where action = 'loan.checked_out' order by id desc limit 1`,
  );
  expect(event.facts).toMatchObject({ overridden: ['BALANCE_OVER_LIMIT'], reason: 'Paid just now' });
});

test('two desks, one copy: one lends it, the other says that it is on loan', async ({ staffedDesk, library }) => {
  const other = await openDesk(library, 'Side desk');
  try {
    await signIn(other);
    await scan(staffedDesk.page, sheetMemberBarcode(1));
    await scan(other.page, sheetMemberBarcode(2));
    await expect(staffedDesk.page.getByText('Jonas Okafor').first()).toBeVisible();
    await expect(other.page.getByText('Edith Novak').first()).toBeVisible();
    await Promise.all([scan(staffedDesk.page, sheetCopyBarcode(3)), scan(other.page, sheetCopyBarcode(3))]);
    const lines = [staffedDesk.page, other.page].map((page) => page.getByTestId('newest-line'));
    for (const line of lines) await expect(line).not.toContainText('Asking');
    const texts = await Promise.all(lines.map((line) => line.innerText()));
    expect(texts.filter((text) => text.includes('on loan'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('Due'))).toHaveLength(1);
    expect(await library.rows(openLoansOf, [sheetCopyBarcode(3)])).toHaveLength(1);
  } finally {
    await other.close();
  }
});
