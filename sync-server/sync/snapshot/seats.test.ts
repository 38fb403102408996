import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createSeats } from './seats.ts';

const aStream = () => ({ contentType: 'application/x-ndjson', stream: new PassThrough() });

it('sends whoever finds no seat away for some seconds, until a stream is over, whole or cut', async () => {
  const whileStreaming = createSeats(2);
  const [one, another] = [aStream(), aStream()];
  await whileStreaming(async () => one);
  await whileStreaming(async () => another);
  const refused = whileStreaming(async () => aStream());
  await expect(refused).rejects.toMatchObject({ code: 'OVERLOADED' });
  const seconds = await refused.catch(({ details }) => details.retryAfter);
  expect(seconds).toBeGreaterThanOrEqual(2);
  expect(seconds).toBeLessThanOrEqual(10);
  for (const { stream } of [one, another]) {
    stream.destroy();
    await new Promise((closed) => setImmediate(closed));
    await whileStreaming(async () => aStream());
    await expect(whileStreaming(async () => aStream())).rejects.toMatchObject({ code: 'OVERLOADED' });
  }
});

it('has the seat free again when the stream never began', async () => {
  const whileStreaming = createSeats(1);
  await expect(whileStreaming(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
  await whileStreaming(async () => aStream());
});
