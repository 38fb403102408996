import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortableTitle } from './sortable-title.ts';
import { anyText } from './testing/any-text.ts';

describe('a title as it is sorted', () => {
  it.each([
    ['The Night Circus', 'the night circus'],
    ['  Émile, ou De l’éducation ', 'emile ou de l education'],
    ['C++ / C#: a guide', 'c c a guide'],
    ['Die Blechtrommel (Roman)', 'die blechtrommel roman'],
    ['Straße', 'straße'],
    ['Über™', 'ubertm'],
    ['1984', '1984'],
    ['…!', ''],
  ])('%s is %s', (title, sorted) => {
    expect(sortableTitle(title)).toBe(sorted);
  });

  it('is not changed by doing it twice', () => {
    fc.assert(
      fc.property(anyText(50), (title) => {
        const once = sortableTitle(title);
        expect(sortableTitle(once)).toBe(once);
      }),
    );
  });
});
