import { expect, it } from 'vitest';
import { aheadByOne } from './ahead.ts';

async function* counting(to: number, made: number[], end: { reached?: boolean }) {
  try {
    for (let number = 1; number <= to; number++) {
      made.push(number);
      yield number;
    }
  } finally {
    end.reached = true;
  }
}

it('hands on every piece in order, and is one piece ahead', async () => {
  const made: number[] = [];
  const taken: number[] = [];
  for await (const number of aheadByOne(counting(3, made, {}))) {
    taken.push(number);
    await new Promise(setImmediate);
    expect(made.length).toBe(Math.min(3, taken.length + 1));
  }
  expect(taken).toEqual([1, 2, 3]);
});

it('lets the source tidy up when nobody wants the rest', async () => {
  const end: { reached?: boolean } = {};
  for await (const _ of aheadByOne(counting(100, [], end))) break;
  expect(end.reached).toBe(true);
});

it('reports a failure in its turn', async () => {
  async function* failing() {
    yield 1;
    throw new Error('the database is away');
  }
  const taken: number[] = [];
  await expect(async () => {
    for await (const number of aheadByOne(failing())) taken.push(number);
  }).rejects.toThrow('the database is away');
  expect(taken).toEqual([1]);
});
