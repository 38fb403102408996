import { expect, it } from 'vitest';
import { parseAim } from './aim.ts';

it.each([
  [']A0T0054321', 'code39', 'T0054321'],
  [']C030234000517861', 'code128', '30234000517861'],
  [']E09780306406157', 'ean', '9780306406157'],
  [']F030234000517861', 'codabar', '30234000517861'],
  [']I030234000517861', 'interleaved2of5', '30234000517861'],
  [']Q1https://example.org', 'qr', 'https://example.org'],
  [']d2abc', 'datamatrix', 'abc'],
  [']X09780306406157', 'other', '9780306406157'],
  [']Xg306030209223', 'other', '306030209223'],
])('reads the AIM identifier of %s', (scanned, symbology, data) => {
  expect(parseAim(scanned)).toEqual({ symbology, data });
});

it.each(['30234000517861', ']', ']C', ']00123', 'A]0123', ''])('leaves "%s" alone, which has none', (scanned) => {
  expect(parseAim(scanned)).toEqual({ data: scanned });
});
