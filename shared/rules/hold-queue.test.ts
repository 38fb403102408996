import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareHolds, type Place, placedAt } from './hold-queue.ts';

const place = (id: string, placed: string, priority = 0): Place => ({ id, placedAt: placed, priority });
const order = (holds: Place[]) => holds.toSorted(compareHolds).map((hold) => hold.id);

describe('the order of a waitlist', () => {
  test.each([
    ['who came first is first', [place('b', '2026-03-02T10:00:00Z'), place('a', '2026-03-01T10:00:00Z')]],
    ['a priority goes before the time', [place('b', '2026-03-01T10:00:00Z', 1), place('a', '2026-03-02T10:00:00Z', 0)]],
    ['the id decides between equals', [place('b', '2026-03-01T10:00:00Z'), place('a', '2026-03-01T10:00:00.000Z')]],
  ])('%s', (_, holds) => {
    expect(order(holds)).toEqual(['a', 'b']);
  });

  test('is the same whatever order the holds come in', () => {
    const hold = fc.record({
      id: fc.uuid(),
      priority: fc.integer({ min: 0, max: 2 }),
      placedAt: fc.constantFrom('2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z', '2026-03-02T10:00:00Z'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(hold, { selector: ({ id }) => id }), (holds) => {
        expect(order(holds)).toEqual(order(holds.toReversed()));
      }),
    );
  });
});

test('nobody overtakes the last in the queue because a server’s clock is behind', () => {
  const last = '2026-03-01T10:00:00.000Z';
  expect(placedAt(new Date('2026-03-01T09:59:58Z'), last).toISOString()).toBe('2026-03-01T10:00:00.001Z');
  expect(placedAt(new Date('2026-03-01T10:00:00Z'), last).toISOString()).toBe('2026-03-01T10:00:00.001Z');
  expect(placedAt(new Date('2026-03-01T10:00:02Z'), last).toISOString()).toBe('2026-03-01T10:00:02.000Z');
  expect(placedAt(new Date('2026-03-01T10:00:02Z'), null).toISOString()).toBe('2026-03-01T10:00:02.000Z');
});
