import { expect, it } from 'vitest';
import { keyMove } from './key-move.ts';

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
