import { expect, test } from 'vitest';
import { testNames } from './test-names.ts';

const source = `
import { describe, it, test } from 'vitest';
describe('a checkout', () => {
  test('lends', () => {});
  test.each<[string, number]>([['of a lost copy', 1], ['to %', 2]])('%s is refused', () => {});
  describe('at night', () => { it(\`is \${hour} refused\`, () => {}); });
  test.skip('that nobody runs', () => {});
});
test.each(['lost', 'missing'] as const)('%s: found', () => {});
test.each(cases)('%s', () => {});
`;

test('the names of tests are read from their source, tables row by row, and what is skipped is none', () => {
  expect(testNames(source)).toEqual([
    'a checkout > lends',
    'a checkout > of a lost copy is refused',
    'a checkout > to % is refused',
    'a checkout > at night > is … refused',
    'lost: found',
    'missing: found',
    '%s',
  ]);
});
