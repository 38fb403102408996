import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestWords, typingErrors } from './spelling.ts';

describe('how many typing errors apart two words are', () => {
  it.each([
    ['history', 'history', 0],
    ['hsitory', 'history', 1],
    ['histroy', 'history', 1],
    ['hitory', 'history', 1],
    ['historyy', 'history', 1],
    ['hostory', 'history', 1],
    ['tolkein', 'tolkien', 1],
    ['murakmi', 'murakami', 1],
    ['jazz', 'blues', 5],
    ['', 'abc', 3],
  ])('%s → %s: %i', (typed, meant, errors) => {
    expect(typingErrors(typed, meant)).toBe(errors);
  });

  it('is the same from either side, and never more than the longer word', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '字'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        const errors = typingErrors(one, other);
        expect(errors).toBe(typingErrors(other, one));
        expect(errors).toBeLessThanOrEqual(Math.max([...one].length, [...other].length));
        expect(errors === 0).toBe(one === other);
      }),
    );
  });

  it('counts any one slip as one', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(word, fc.nat(), (word, place) => {
        const at = place % (word.length - 1);
        const swapped = word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
        expect(typingErrors(swapped, word)).toBeLessThanOrEqual(1);
        expect(typingErrors(word.slice(0, at) + word.slice(at + 1), word)).toBe(1);
        expect(typingErrors(`${word.slice(0, at)}x${word.slice(at)}`, word)).toBe(1);
      }),
    );
  });
});

describe('the words that were probably meant', () => {
  const known = (...words: [string, number][]) => words.map(([word, books]) => ({ word, books }));

  it('begin with the one that has the fewest typing errors', () => {
    expect(nearestWords('tolkein', known(['tolkin', 900], ['tolkien', 3]))).toEqual(['tolkin', 'tolkien']);
    expect(nearestWords('tolkiem', known(['tolkin', 900], ['tolkien', 3]))).toEqual(['tolkien', 'tolkin']);
  });

  it('go by how many books have them, when they are equally near', () => {
    expect(nearestWords('jaz', known(['jay', 2], ['jazz', 700]))).toEqual(['jazz', 'jay']);
  });

  it('are none when all are too far away to be a slip, or the word itself', () => {
    expect(nearestWords('dog', known(['dots', 10], ['dog', 8], ['doge', 0]))).toEqual(['doge']);
    expect(nearestWords('dog', known(['dots', 10]))).toEqual([]);
  });
});
