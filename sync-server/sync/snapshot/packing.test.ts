import { expect, it } from 'vitest';
import { packingFor } from './packing.ts';

it.each([
  ['zstd, gzip;q=0.5', 'zstd'],
  ['gzip, deflate, br', 'gzip'],
  ['GZIP', 'gzip'],
  ['zstd;q=0, gzip;q=0.1', 'gzip'],
  ['zstd; q=0.000, gzip; q=0', 'identity'],
  ['br', 'identity'],
  ['identity', 'identity'],
  ['', 'identity'],
  [undefined, 'identity'],
])('a client that accepts %j gets %s', (accepted, packing) => {
  expect(packingFor(accepted)).toBe(packing);
});
