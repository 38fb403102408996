import { expect, it } from 'vitest';
import { createScanQueue } from './scan-queue.ts';

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

function queueWithLog() {
  const log: string[] = [];
  const mistakes: unknown[] = [];
  const queue = createScanQueue((mistake) => mistakes.push(mistake));
  const job =
    (name: string, milliseconds = 0) =>
    async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      log.push(`${name} ends`);
    };
  return { queue, log, mistakes, job };
}

it('begins a scan only when the one before has been answered', async () => {
  const { queue, log, job } = queueWithLog();
  queue.add(job('slow', 20));
  queue.add(job('quick'));
  expect(queue.store.getState().waiting).toBe(1);
  await expect.poll(() => log).toEqual(['slow begins', 'slow ends', 'quick begins', 'quick ends']);
});

it('keeps scans while it is held, also by two at once, and answers them all afterwards', async () => {
  const { queue, log, job } = queueWithLog();
  const [one, two] = [queue.hold(), queue.hold()];
  queue.add(job('a'));
  queue.add(job('b'));
  one();
  one();
  await turn();
  expect(log).toEqual([]);
  expect(queue.store.getState()).toEqual({ waiting: 2, held: true });
  two();
  await expect.poll(() => log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  expect(queue.store.getState()).toEqual({ waiting: 0, held: false });
});

it('keeps scans while one dialog gives way to the next', async () => {
  const { queue, log, job } = queueWithLog();
  const first = queue.hold();
  queue.add(job('a'));
  first();
  const next = queue.hold();
  await turn();
  expect(log).toEqual([]);
  next();
  await expect.poll(() => log).toEqual(['a begins', 'a ends']);
});

it('goes on with the next scan when one fails', async () => {
  const { queue, log, mistakes, job } = queueWithLog();
  queue.add(async () => {
    throw new Error('broken');
  });
  queue.add(job('next'));
  await expect.poll(() => log).toEqual(['next begins', 'next ends']);
  expect(mistakes).toEqual([new Error('broken')]);
});
