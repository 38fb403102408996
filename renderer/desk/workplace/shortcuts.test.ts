import { expect, it } from 'vitest';
import { taskOfKey } from './shortcuts.ts';

const plain = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };

it.each([
  ['F1', 'F1', {}, 'checkout'],
  ['F2', 'F2', {}, 'returns'],
  ['F10', 'F10', {}, 'settings'],
  ['F8', 'F8', {}, undefined],
  ['1', 'Digit1', { altKey: true }, 'checkout'],
  // Option and 3 types this sign on a Mac.
  ['£', 'Digit3', { altKey: true }, 'catalog'],
  ['1', 'Digit1', {}, undefined],
  ['F3', 'F3', { ctrlKey: true }, undefined],
  ['F4', 'F4', { altKey: true }, undefined],
])('opens by %s (%s, %o)', (key, code, held, task) => {
  expect(taskOfKey({ ...plain, ...held, key, code })).toBe(task);
});
