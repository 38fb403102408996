import { cardNumber, copyBarcode } from '../../renderer/testing/example-records.ts';
import { expectReadable } from './readable.ts';
import { expect, test } from './screen-page.ts';
import { wedgeScan } from './wedge-scan.ts';

test('a new card is scanned into the dialog, and the old one is refused at Check out', async ({ page }) => {
  await page.keyboard.press('F4');
  await wedgeScan(page, cardNumber(1));
  await page.getByRole('button', { name: 'Replace card …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Replace the card' });
  await wedgeScan(page, copyBarcode(1));
  await expect(dialog).toContainText('This is a book.');
  await expect(dialog.getByLabel('New membership number')).toHaveValue('');
  await wedgeScan(page, cardNumber(77));
  await expect(dialog.getByLabel('New membership number')).toHaveValue(cardNumber(77));
  await expectReadable(page);
  await dialog.getByRole('button', { name: 'Replace the card' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('member-details')).toContainText(cardNumber(77));
  await page.keyboard.press('F1');
  await wedgeScan(page, cardNumber(1));
  await expect(page.getByText('This card was replaced.').first()).toBeVisible();
});

test('what a member says of a loan is noted, seen, and taken back', async ({ page }) => {
  await page.evaluate(() => window.carrelTest.lendToFirstMember());
  await page.keyboard.press('F4');
  await wedgeScan(page, cardNumber(1));
  const more = page.getByRole('button', { name: /More about the loan of/ }).first();
  await more.click();
  const dialog = page.getByRole('dialog', { name: 'This loan' });
  await dialog.getByLabel('What the member says').fill('Saturday, book drop');
  await expectReadable(page);
  await dialog.getByRole('button', { name: 'Note it' }).click();
  await expect(page.getByTestId('member-details')).toContainText('said to be back');
  await more.click();
  await dialog.getByRole('button', { name: 'The member still has it' }).click();
  await expect(page.getByTestId('member-details')).not.toContainText('said to be back');
});

test('a copy without a label is returned from the catalogue, and gets another label there', async ({ page }) => {
  await page.keyboard.press('F3');
  await wedgeScan(page, copyBarcode(3));
  await page.getByRole('button', { name: `Return ${copyBarcode(3)}` }).click();
  await expect(page.getByTestId('newest-return')).toContainText('Send to Hill Street');
  await page.keyboard.press('F3');
  await page.getByRole('button', { name: `New label for ${copyBarcode(3)}` }).click();
  const dialog = page.getByRole('dialog', { name: 'A new label' });
  for (const noLabel of [cardNumber(1), '9780441478125']) {
    await wedgeScan(page, noLabel);
    await expect(dialog).toContainText('This is no label of a copy.');
    await expect(dialog.getByLabel('New barcode')).toHaveValue('');
  }
  await wedgeScan(page, copyBarcode(333));
  await expect(dialog.getByLabel('New barcode')).toHaveValue(copyBarcode(333));
  await expectReadable(page);
  await dialog.getByRole('button', { name: 'Use this label' }).click();
  await expect(page.getByTestId('book-details')).toContainText(copyBarcode(333));
});
