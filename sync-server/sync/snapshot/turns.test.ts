import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('lets so many work at once, and everybody in the order of coming', async () => {
  const inTurn = createTurns(() => 2);
  let busy = 0;
  let most = 0;
  const done: number[] = [];
  const work = (number: number) => async () => {
    most = Math.max(most, ++busy);
    await new Promise((next) => setTimeout(next, 1));
    busy--;
    done.push(number);
  };
  await Promise.all([1, 2, 3, 4, 5].map((number) => inTurn(work(number))));
  expect(most).toBe(2);
  expect(done).toEqual([1, 2, 3, 4, 5]);
});

it('gives the place of one who failed to the next', async () => {
  const inTurn = createTurns(() => 1);
  const failed = inTurn(() => Promise.reject(new Error('away')));
  const next = inTurn(async () => 'served');
  await expect(failed).rejects.toThrow('away');
  expect(await next).toBe('served');
  expect(await inTurn(async () => 'and again')).toBe('and again');
});

it('makes room when it is asked to, and fills it again afterwards', async () => {
  let room = 3;
  const inTurn = createTurns(() => room);
  let busy = 0;
  const seen: number[] = [];
  const work = async () => {
    seen.push(++busy);
    await new Promise((next) => setTimeout(next, 1));
    busy--;
    if (seen.length === 3) room = 0;
    if (seen.length === 6) room = 3;
  };
  await Promise.all(Array.from({ length: 9 }, () => inTurn(work)));
  expect(seen).toEqual([1, 2, 3, 1, 1, 1, 1, 2, 3]);
});

it('rests after its work for as long as it is told to, and answers meanwhile', async () => {
  const inTurn = createTurns(
    () => 1,
    () => 1000,
  );
  const began = performance.now();
  const took = async () => performance.now() - began;
  expect(await inTurn(took)).toBeLessThan(900);
  expect(await inTurn(took)).toBeGreaterThanOrEqual(995);
});
