import { describe, expect, it } from 'vitest';
import { type FetchPage, PagedRows } from './paged-rows.ts';

const SIZE = 10;

/** A list of numbers, whose pages come when the test lets them. */
function numbers(total: number, from = 0) {
  const asked: number[] = [];
  const fetch: FetchPage<number> = async (offset) => {
    asked.push(offset);
    const rows = Array.from({ length: Math.min(SIZE, total - offset) }, (_, index) => from + offset + index);
    return { rows, total, totalIsCapped: false, size: SIZE };
  };
  return { fetch, asked };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('a list read page by page', () => {
  it('fetches the first page, then only what is looked at', async () => {
    const rows = new PagedRows<number>();
    const { fetch, asked } = numbers(1000);
    await rows.load(fetch);
    rows.need(495, 512);
    await turn();
    expect(asked).toEqual([0, 490, 500, 510]);
    expect(rows.rowAt(501)).toBe(501);
    expect(rows.rowAt(300)).toBeUndefined();
  });

  it('asks for a page once, however often it is looked at', async () => {
    const rows = new PagedRows<number>();
    const { fetch, asked } = numbers(1000);
    await rows.load(fetch);
    rows.need(20, 25);
    rows.need(21, 26);
    await turn();
    rows.need(20, 25);
    expect(asked).toEqual([0, 20]);
  });

  it('shows the last search only, whichever answer comes last', async () => {
    const rows = new PagedRows<number>();
    let letGo = () => {};
    const slow = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const first = rows.load(async (offset) => {
      await slow;
      return numbers(50).fetch(offset);
    });
    await rows.load(numbers(5, 100).fetch);
    letGo();
    await first;
    expect(rows.store.getState().total).toBe(5);
    expect(rows.rowAt(0)).toBe(100);
  });

  it('keeps the old rows in sight until the new ones have come', async () => {
    const rows = new PagedRows<number>();
    await rows.load(numbers(50).fetch);
    const loading = rows.load(numbers(5, 100).fetch);
    expect(rows.rowAt(0)).toBe(0);
    await loading;
    expect(rows.rowAt(0)).toBe(100);
  });

  it('reads the part in sight again where somebody scrolled to it', async () => {
    const rows = new PagedRows<number>();
    const { fetch, asked } = numbers(1000);
    await rows.load(fetch);
    rows.need(500, 505);
    await turn();
    await rows.refresh();
    expect(asked).toEqual([0, 500, 500]);
    expect(rows.rowAt(503)).toBe(503);
  });

  it('says why there is nothing', async () => {
    const rows = new PagedRows<number>();
    await rows.load(async () => ({ sentence: 'The line is down.' }));
    expect(rows.store.getState()).toMatchObject({ phase: 'failed', sentence: 'The line is down.' });
  });

  it('forgets everything, also what is still on its way', async () => {
    const rows = new PagedRows<number>();
    const loading = rows.load(numbers(50).fetch);
    rows.clear();
    await loading;
    expect(rows.store.getState()).toMatchObject({ phase: 'idle', total: 0 });
  });
});
