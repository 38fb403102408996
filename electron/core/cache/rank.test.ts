import { describe, expect, it } from 'vitest';
import { type Hit, ranked } from './rank.ts';

describe('the order of hits', () => {
  it('is by where the book was met, then by title, then as it came', () => {
    const hits: Hit[] = [
      { key: 1, title: 'b', place: 'anywhere' },
      { key: 2, title: 'z', place: 'number' },
      { key: 3, title: 'a', place: 'number_start' },
      { key: 4, title: 'b', place: 'title' },
      { key: 5, title: 'a', place: 'title' },
      { key: 7, title: 'c', place: 'whole_title' },
      { key: 6, title: 'c', place: 'whole_title' },
      { key: 8, title: 'd', place: 'title_start' },
    ];
    expect(ranked(hits)).toEqual([2, 6, 7, 8, 5, 4, 1, 3]);
  });

  it('has each book once, at its best place', () => {
    const book = { key: 1, title: 'b' };
    const other: Hit = { key: 2, title: 'a', place: 'title' };
    expect(ranked([{ ...book, place: 'anywhere' }, other, { ...book, place: 'title_start' }])).toEqual([1, 2]);
  });
});
