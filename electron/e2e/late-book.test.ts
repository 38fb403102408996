import { sheetCopyBarcode, sheetMemberBarcode } from '../../build/demo/sheet.ts';
import type { Library } from './library.ts';
import { expect, test } from './test.ts';
import { wedgeScan as scan } from './wedge-scan.ts';

const [late, next] = [sheetCopyBarcode(12), sheetCopyBarcode(13)];
const card = sheetMemberBarcode(0);

/** As if the loan had been made four months ago: nobody can wait that long. */
async function makeOverdue(library: Library, barcode: string): Promise<void> {
  const [copy] = await library.rows('select id, tenant_id from copies where barcode = $1', [barcode]);
  const months = "now() - interval '100 days'";
  await library.rows(
    `update loans set checked_out_at = ${months} - interval '21 days', due_at = ${months}
     where tenant_id = $1 and copy_id = $2 and returned_at is null`,
    [copy.tenant_id, copy.id],
  );
  await library.rows(`update copies set due_at = ${months} where tenant_id = $1 and id = $2`, [
    copy.tenant_id,
    copy.id,
  ]);
}

/** A label that is read again within a second is one scan. */
const aSecond = 1100;

const linesOf = `select e.kind, e.reason, e.amount_cents, e.method from ledger_entries e
  join members m on m.tenant_id = e.tenant_id and m.id = e.member_id where m.number = $1 order by e.at`;

test('a late book is paid: returned, fined, taken in cash at check out, and the block is gone', async ({
  staffedDesk,
  library,
}) => {
  const { page } = staffedDesk;
  await scan(page, card);
  await expect(page.getByTestId('member-panel')).toContainText('Amara Lindqvist');
  await scan(page, late);
  await expect(page.getByTestId('newest-line')).toContainText('Lent');
  await makeOverdue(library, late);
  await page.waitForTimeout(aSecond);

  await page.keyboard.press('F2');
  await scan(page, late);
  await expect(page.getByTestId('newest-return')).toContainText('Fine');
  await expect(page.getByTestId('newest-return')).toContainText('10.00');

  await page.keyboard.press('F1');
  await scan(page, card);
  await expect(page.getByRole('button', { name: /^Take .*10\.00/ })).toBeVisible();
  await scan(page, next);
  await expect(page.getByTestId('newest-line')).toContainText('owes too much');

  await page.getByTestId('newest-line').getByRole('button', { name: 'Take payment' }).click();
  await expect(page.getByLabel('Amount')).toHaveValue('10.00');
  await page.getByLabel('Given').fill('20');
  // A hand comes later than what a scanner may still send behind a code.
  await page.waitForTimeout(aSecond);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('money-moved')).toContainText('Change');
  await expect(page.getByTestId('money-moved')).toContainText(`…${card.slice(-4)}`);
  // The words are in the page a moment before the dialog is open, and Enter is nobody's until then.
  await expect(page.getByRole('button', { name: 'Done', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await library.rows(linesOf, [card])).toEqual([
    { kind: 'charge', reason: 'overdue', amount_cents: 1000, method: null },
    { kind: 'payment', reason: 'payment', amount_cents: -1000, method: 'cash' },
  ]);

  await page.waitForTimeout(aSecond);
  await scan(page, next);
  await expect(page.getByTestId('newest-line')).toContainText('Lent');

  await page.keyboard.press('F4');
  await scan(page, card);
  await page.getByRole('tab', { name: 'Account' }).click();
  await expect(page.getByTestId('account-balance')).toHaveText('Owes nothing');
  const lines = page.getByRole('grid', { name: 'Lines of the account' });
  await expect(lines.getByRole('row').nth(1)).toContainText('Paid in cash');
  await expect(lines.getByRole('row').nth(2)).toContainText('Overdue fine');
});
