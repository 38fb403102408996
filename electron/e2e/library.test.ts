import { sheetCopyBarcode, sheetMemberBarcode } from '../../build/demo/sheet.ts';
import { signIn } from './desk-window.ts';
import { expect, test } from './test.ts';
import { wedgeScan as scan } from './wedge-scan.ts';

const daysOfLoan = `select l.due_at::date - l.checked_out_at::date as days from loans l join copies c on c.id = l.copy_id
  where c.barcode = $1 and l.returned_at is null`;
const wholeWeekOpen = `update branches set opening_hours = $1`;

test('an admin shortens the loans, and the next book is due sooner', async ({ desk, library }) => {
  const { page } = desk;
  // So that no closed day moves the due date.
  const hours = JSON.stringify(Array(7).fill({ opens: '00:00', closes: '23:59' }));
  const before = await library.rows('select id, opening_hours from branches');
  await library.rows(wholeWeekOpen, [hours]);
  try {
    await signIn(desk, '1001', 'demo-admin-1001');
    await putLoanDays('7');
    await page.keyboard.press('F1');
    await scan(page, sheetMemberBarcode(7));
    await scan(page, sheetCopyBarcode(14));
    await expect(page.getByTestId('newest-line')).toContainText('Lent');
    expect(await library.rows(daysOfLoan, [sheetCopyBarcode(14)])).toEqual([{ days: 7 }]);
    await page.keyboard.press('Escape');
  } finally {
    for (const { id, opening_hours } of before)
      await library.rows('update branches set opening_hours = $2 where id = $1', [id, JSON.stringify(opening_hours)]);
    await putLoanDays('21');
  }

  async function putLoanDays(days: string) {
    await page.getByRole('button', { name: 'Library' }).click();
    await page.getByLabel('Loan days, row 1').fill(days);
    await page.getByRole('button', { name: 'Review and save' }).click();
    await expect(page.getByRole('dialog')).toContainText('Loan days: ');
    await page.getByRole('button', { name: 'Put in force' }).click();
    // The version before said the same words, and no key leaves the screen under an open dialog.
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page.getByText(/^Version \d+ is in force[.]$/)).toBeVisible();
  }
});

test('a librarian is not offered the library’s rules', async ({ staffedDesk }) => {
  await expect(staffedDesk.page.getByRole('button', { name: 'Library' })).toHaveCount(0);
});
