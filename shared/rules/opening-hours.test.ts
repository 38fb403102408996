import { expect, it } from 'vitest';
import { hoursFaults } from './opening-hours.ts';

const week = (...sunday: [opens: string, closes: string] | []) => {
  const [opens, closes] = sunday;
  return [...Array(6).fill({ opens: '09:00', closes: '18:00' }), opens && closes ? { opens, closes } : null];
};

it.each([
  ['a closed day', week(), []],
  ['hours over noon', week('10:00', '14:00'), []],
  ['hours that end before they begin', week('18:00', '09:00'), [6]],
  ['hours of no length', week('09:00', '09:00'), [6]],
])('judges %s', (_, openingHours, days) => {
  expect(hoursFaults(openingHours).map(({ day }) => day)).toEqual(days);
});

it('names the day', () => {
  expect(hoursFaults(week('18:00', '09:00'))[0]?.message).toBe('On Sunday the branch must close after it opens.');
});
