import { expect, test } from 'vitest';
import { refuseForeignBranch } from './own-branches.ts';

const north = '0198c5f0-aaaa-7abc-8def-0123456789ab';
const south = '0198c5f0-bbbb-7abc-8def-0123456789ab';
const managerOf = (...branchIds: string[]) => ({ access: 'branches' as const, principal: { branchIds } });

test('lets a manager reach his own branch, in whichever case its id is written', () => {
  expect(() => refuseForeignBranch(managerOf(north), north)).not.toThrow();
  expect(() => refuseForeignBranch(managerOf(north), north.toUpperCase())).not.toThrow();
});

test('refuses a manager the branch of another', () => {
  expect(() => refuseForeignBranch(managerOf(north), south)).toThrow('You do not answer for this branch.');
});
