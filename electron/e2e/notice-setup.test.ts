import type { Page } from '@playwright/test';
import { cardNumber } from '../../renderer/testing/example-records.ts';
import { expectReadable } from './readable.ts';
import { expect, test } from './screen-page.ts';
import { wedgeScan } from './wedge-scan.ts';

async function openPart(page: Page, part: 'Reminders' | 'Wordings') {
  await page.evaluate(() => window.carrelTest.become('admin'));
  await page.getByRole('button', { name: 'Library' }).click();
  await page.getByRole('button', { name: 'Notices', exact: true }).click();
  await page.getByRole('tab', { name: part }).click();
}

const lastOf = (page: Page, call: string) =>
  page.evaluate((name) => window.carrelTest.host.heard.findLast((heard) => heard.call === name)?.input, call);

test('reminders are changed, and what cannot be is said beside its field', async ({ page }) => {
  await openPart(page, 'Reminders');
  await page.getByLabel('Second reminder').fill('3');
  await page.getByLabel('Days before a loan is due').fill('soon');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Please write 1 to 30 days, or nothing.')).toBeVisible();
  await page.getByLabel('Days before a loan is due').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Each reminder must come after the one before it.')).toBeVisible();
  await expectReadable(page);
  await page.getByLabel('Second reminder').fill('10');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The reminders are changed.')).toBeAttached();
  expect(await lastOf(page, 'notices.changeSettings')).toMatchObject({
    dueSoonDays: null,
    overdueDays: { first: 7, second: 10, final: 28 },
  });
});

test('a wording is written in a new language, seen as it will be read, and taken back', async ({ page }) => {
  await openPart(page, 'Wordings');
  await page.getByLabel('Language').fill('fr');
  await page.getByRole('button', { name: 'Write it …' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Hold ready, French' });
  await dialog.getByLabel('SMS').fill('Bonjour {{naem}}');
  await expect(dialog.getByText('{{naem}} is not known here')).toBeVisible();
  await dialog.getByLabel('SMS').fill('Bonjour {{member}}');
  await expect(dialog.getByText('Bonjour Alex Example')).toBeVisible();
  await expectReadable(page);
  await dialog.getByRole('button', { name: 'Put in force' }).press('Enter');
  await expect(page.getByRole('row', { name: 'Hold ready French' })).toContainText('The library’s own');
  await expectReadable(page);
  await page.getByRole('button', { name: 'Take back: Hold ready, French' }).press('Enter');
  await page.getByRole('button', { name: 'Take them back' }).press('Enter');
  await expect(page.getByRole('row', { name: 'Hold ready French' })).toHaveCount(0);
});

test('how a member is told is noted at the member', async ({ page }) => {
  await page.keyboard.press('F4');
  await wedgeScan(page, cardNumber(1));
  await page.getByRole('tab', { name: 'Contact' }).click();
  await page.getByRole('button', { name: 'How the member is told …' }).click();
  const dialog = page.getByRole('dialog', { name: 'How is the member told?' });
  await dialog.getByLabel('Language').selectOption('German');
  await dialog.getByLabel('In general').selectOption('By SMS');
  await dialog.getByLabel('Loans are due soon').selectOption('Not at all');
  await dialog.getByLabel('All loans that are due').uncheck();
  await expectReadable(page);
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(dialog).toHaveCount(0);
  expect(await lastOf(page, 'notices.changePreferences')).toMatchObject({
    preferences: { language: 'de', channel: 'sms', channels: { due_soon: 'none' }, digest: false },
  });
  await page.getByRole('button', { name: 'How the member is told …' }).click();
  await expect(dialog.getByLabel('In general')).toHaveValue('sms');
});
