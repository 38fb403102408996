import { expect, it } from 'vitest';
import { keyMove, rowKept } from './key-move.ts';

it.each([
  ['ArrowDown', { kind: 'by', rows: 1 }],
  ['ArrowUp', { kind: 'by', rows: -1 }],
  ['PageDown', { kind: 'by', rows: 12 }],
  ['PageUp', { kind: 'by', rows: -12 }],
  ['Home', { kind: 'to', index: 0 }],
  ['End', { kind: 'to', index: 499 }],
  ['a', null],
])('moves by %s', (key, move) => {
  expect(keyMove(key, 12, 500)).toEqual(move);
});

it.each([
  ['the row where the keys were', 4, 10, 4],
  ['the last row of a list that has shrunk', 9, 3, 2],
  ['the first row when the list was empty for a while', 0, 0, 0],
])('keeps to %s', (_, index, total, kept) => {
  expect(rowKept(index, total)).toBe(kept);
});
