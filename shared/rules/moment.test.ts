import { expect, test } from 'vitest';
import { notBefore } from './moment.ts';

const now = new Date('2026-11-22T10:00:00.000Z');

test.each([
  ['after what came before it, it counts from now', '2026-11-22T09:59:59.999Z', now.toISOString()],
  [
    'a clock that is behind makes nothing happen before its cause',
    '2026-11-22T10:00:00.004Z',
    '2026-11-22T10:00:00.004Z',
  ],
])('%s', (_, last, at) => {
  expect(notBefore(now, last).toISOString()).toBe(at);
});
