import { expect, test } from 'vitest';
import { stopInOrder } from './stop-in-order.ts';

test('stops the parts behind one that fails, says which failed and exits with 1', async () => {
  const stopped: string[] = [];
  const said: string[] = [];
  const steps = [
    ['The web server', async () => stopped.push('web server')],
    ['The job queue', () => Promise.reject(new Error('no connection'))],
    ['Postgres', async () => stopped.push('postgres')],
  ] as const;
  expect(await stopInOrder(steps, (sentence) => said.push(sentence))).toBe(1);
  expect(stopped).toEqual(['web server', 'postgres']);
  expect(said).toEqual(['The job queue could not be stopped: no connection']);
});

test('exits with 0 when everything stopped', async () => {
  expect(await stopInOrder([['Postgres', async () => {}]], () => {})).toBe(0);
});
