import { expect, it } from 'vitest';
import { scores } from './scores.ts';

const sounds = Object.values(scores);
const different = (traits: unknown[]) => new Set(traits.map((trait) => JSON.stringify(trait))).size;

it('gives every tone a rhythm of its own, for those who do not hear pitch', () => {
  expect(different(sounds.map((notes) => notes.map(({ at, length }) => [at, length])))).toBe(sounds.length);
});

it('gives every tone a pitch of its own, for those who do not hear rhythm', () => {
  expect(different(sounds.map((notes) => notes.map(({ frequency }) => frequency)))).toBe(sounds.length);
});

it('is over before the next scan can come', () => {
  for (const notes of sounds) {
    expect(Math.max(...notes.map(({ at, length }) => at + length))).toBeLessThan(0.6);
  }
});
