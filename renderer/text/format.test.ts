import { expect, it } from 'vitest';
import { createFormat } from './format.ts';
import { languageName } from './language-name.ts';

const now = new Date('2026-11-22T10:00:00.000Z');

it('writes a due date on the branch’s own clock, not the computer’s', () => {
  const justBeforeMidnightUtc = '2026-12-15T23:30:00.000Z';
  expect(createFormat('en-GB', 'Europe/London').date(justBeforeMidnightUtc, now)).toBe('Tue 15 December');
  expect(createFormat('en-GB', 'Europe/Berlin').date(justBeforeMidnightUtc, now)).toBe('Wed 16 December');
});

it('writes the year when it is not this one', () => {
  expect(createFormat('en-GB', 'UTC').date('2027-01-04T18:00:00.000Z', now)).toBe('Mon, 4 January 2027');
  const { shortDate } = createFormat('en-GB', 'UTC');
  expect(shortDate('2026-11-12T18:00:00.000Z', now)).toBe('Thu 12 Nov');
  expect(shortDate('2025-11-12T18:00:00.000Z', now)).toBe('Wed, 12 Nov 2025');
});

it('writes a moment with its year: receipts are kept, and lists go back for years', () => {
  expect(createFormat('en-GB', 'Europe/London').dateTime('2025-11-22T10:05:00.000Z')).toBe('Sat, 22 Nov 2025, 10:05');
});

it('writes when something began and ended, with the day of the end where it is another one', () => {
  const { span } = createFormat('en-GB', 'Europe/London');
  expect(span('2026-11-22T10:00:00.000Z', '2026-11-22T12:30:00.000Z')).toMatch(/^Sun, 22 Nov 2026, 10:00\s?–\s?12:30$/);
  expect(span('2026-11-22T10:00:00.000Z', '2026-11-24T12:30:00.000Z')).toMatch(
    /^Sun, 22 Nov 2026, 10:00\s–\sTue, 24 Nov 2026, 12:30$/,
  );
});

it('writes a calendar day as it is, wherever the branch is', () => {
  expect(createFormat('en-GB', 'Pacific/Auckland').localDate('2027-03-31')).toBe('31 Mar 2027');
});

it.each([
  [275, 'GBP', '£2.75'],
  [275, 'JPY', 'JP¥275'],
  [-50, 'USD', '-US$0.50'],
])('writes %i minor units of %s', (amount, currency, written) => {
  expect(createFormat('en-GB', 'UTC').money({ amount, currency })).toBe(written);
});

it.each([
  ['eng', 'English'],
  ['ger', 'German'],
  ['|||', '|||'],
])('names the language %s', (code, name) => {
  expect(languageName(code)).toBe(name);
});
