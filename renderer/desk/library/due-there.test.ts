import { expect, it } from 'vitest';
import { dueThere } from './due-there.ts';

it('a loan tried for a branch far away is due on that branch’s own clock and day', () => {
  const due = new Date('2026-12-14T05:00:00.000Z');
  const now = new Date('2026-11-22T10:00:00.000Z');
  expect(dueThere({ timeZone: 'Pacific/Auckland' }, due, now)).toMatch(/^Mon 14 December, (18:00|6:00)/);
  expect(dueThere({ timeZone: 'America/Los_Angeles' }, due, now)).toMatch(/^Sun 13 December, 21:00/);
});
