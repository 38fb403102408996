import { expect, test } from './screen-page.ts';

test('hours that are saved leave the keys where they are, and the reason that is half typed', async ({ page }) => {
  await page.evaluate(() => window.carrelTest.become('admin'));
  await page.getByRole('button', { name: 'Library' }).click();
  await page.getByRole('button', { name: 'Calendar', exact: true }).click();
  await page.getByLabel('Reason').fill('Stock');
  const save = page.getByRole('button', { name: 'Save the hours' });
  await expect(save).toBeDisabled();
  await page.getByLabel('Tuesday, closes at').fill('19:30');
  await save.focus();
  await page.keyboard.press('Enter');
  await expect(save).toBeDisabled();
  await expect(save).toBeFocused();
  await expect(page.getByLabel('Reason')).toHaveValue('Stock');
  await expect(page.getByLabel('Tuesday, closes at')).toHaveValue('19:30');
});
