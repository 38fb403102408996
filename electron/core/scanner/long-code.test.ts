import { describe, expect, it } from 'vitest';
import { LONGEST_CODE } from '#shared/contract/scan.ts';
import type { HidPosPart } from './hid-pos.ts';
import { type BegunCode, joinPart } from './long-code.ts';

const part = (text: string, change: Partial<HidPosPart> = {}): HidPosPart => ({
  aim: ']Q1',
  data: Buffer.from(text),
  more: false,
  ...change,
});

/** The codes that come out of parts `[part, ms]` of one scanner. */
function codesOf(...parts: [HidPosPart, number][]): string[] {
  let begun: BegunCode | undefined;
  return parts.flatMap(([one, atMs]) => {
    const joined = joinPart(begun, one, atMs);
    begun = joined.begun;
    return joined.code === undefined ? [] : [joined.code];
  });
}

describe('a long code', () => {
  it('is put together from its parts', () => {
    expect(
      codesOf([part('Lorem ', { more: true }), 0], [part('ipsum ', { more: true }), 5], [part('dolor'), 10]),
    ).toEqual([']Q1Lorem ipsum dolor']);
  });

  it('is put together where only the first part says what it is', () => {
    const rest: HidPosPart = { data: Buffer.from('ipsum'), more: false };
    expect(codesOf([part('Lorem ', { more: true }), 0], [rest, 5])).toEqual([']Q1Lorem ipsum']);
  });

  it('is dropped when its rest does not come in time', () => {
    expect(codesOf([part('Lorem ', { more: true }), 0], [part('30234000517861'), 2000])).toEqual([']Q130234000517861']);
  });

  it('is dropped when another kind of code begins', () => {
    expect(codesOf([part('Lorem ', { more: true }), 0], [part('30234000517861', { aim: ']C0' }), 5])).toEqual([
      ']C030234000517861',
    ]);
  });

  it('is dropped when it is longer than any code can be', () => {
    const endless = Array.from({ length: LONGEST_CODE / 56 + 2 }, (_, n): [HidPosPart, number] => [
      part('x'.repeat(56), { more: true }),
      n,
    ]);
    expect(codesOf(...endless)).toEqual([]);
  });

  it('may break in the middle of a letter of two bytes', () => {
    const [first, second] = [Buffer.from('Müller').subarray(0, 2), Buffer.from('Müller').subarray(2)];
    expect(codesOf([part('', { data: first, more: true }), 0], [part('', { data: second }), 5])).toEqual([']Q1Müller']);
  });

  it('is read as Latin-1 when it is no UTF-8', () => {
    expect(codesOf([part('', { data: Buffer.from('Müller', 'latin1') }), 0])).toEqual([']Q1Müller']);
  });
});
