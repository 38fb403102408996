import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

it('lets the work under one key run in turn, and other keys beside it', async () => {
  const inTurn = oneAtATime();
  const running = { a: 0, b: 0, most: 0 };
  const work = (key: 'a' | 'b') =>
    inTurn(key, async () => {
      running[key] += 1;
      expect(running[key]).toBe(1);
      running.most = Math.max(running.most, running.a + running.b);
      await wait(2);
      running[key] -= 1;
    });
  await Promise.all([work('a'), work('b'), work('a'), work('b'), work('a')]);
  expect(running.most).toBe(2);
});

it('goes on after work that failed', async () => {
  const inTurn = oneAtATime();
  const failed = inTurn('a', () => Promise.reject(new Error('wrong password')));
  const next = inTurn('a', async () => 'signed in');
  await expect(failed).rejects.toThrow('wrong password');
  expect(await next).toBe('signed in');
});
