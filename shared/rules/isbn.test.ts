import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toIsbn13 } from './isbn.ts';

describe('an ISBN', () => {
  it.each([
    ['9780306406157', '9780306406157'],
    ['978-0-306-40615-7', '9780306406157'],
    ['0306406152', '9780306406157'],
    ['0-306-40615-2', '9780306406157'],
    ['080442957X', '9780804429573'],
    ['080442957x', '9780804429573'],
    ['ISBN 978 0 306 40615 7', '9780306406157'],
    ['ISBN-13: 9780306406157', '9780306406157'],
    ['979-10-90636-07-1', '9791090636071'],
    ['978‐0‐306‐40615‐7', '9780306406157'],
  ])('reads %s', (typed, isbn) => {
    expect(toIsbn13(typed)).toBe(isbn);
  });

  it.each(['978030640615751995', '9780306406157 51995', '978030640615702'])(
    'leaves out the add-on of %s',
    (scanned) => {
      expect(toIsbn13(scanned)).toBe('9780306406157');
    },
  );

  it.each([
    ['a wrong check digit', '9780306406158'],
    ['a wrong check digit of ten', '0306406153'],
    ['another article', '4006381333931'],
    ['a library barcode', '30234000517861'],
    ['an X inside', '03064X6152'],
    ['an add-on of three digits', '9780306406157123'],
    ['nothing', ''],
  ])('is not %s', (_what, typed) => {
    expect(toIsbn13(typed)).toBeUndefined();
  });

  it('notices every single misread digit of an ISBN-13', () => {
    const misread = fc.tuple(fc.nat(12), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(misread, ([place, shift]) => {
        const isbn = '9780306406157';
        const wrong = String((Number(isbn[place]) + shift) % 10);
        return toIsbn13(isbn.slice(0, place) + wrong + isbn.slice(place + 1)) === undefined;
      }),
    );
  });

  it('never fails, whatever is typed, and reads its own answer again', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const isbn = toIsbn13(typed);
        return isbn === undefined || toIsbn13(isbn) === isbn;
      }),
    );
  });
});
