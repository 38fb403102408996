import { expect, it } from 'vitest';
import { EventStream, eventText } from './event-stream.ts';

it('drops what a client does not take, and goes on when it does', () => {
  const stream = new EventStream();
  const hint = eventText('change', { epoch: 'e', at: '2026-03-10T10:00:00.000Z' });
  for (let count = 0; count < 10_000; count++) stream.send(hint);
  const waiting = stream.bytes.readableLength;
  expect(waiting).toBeLessThan(10_000);
  expect(stream.bytes.read().toString()).toBe(hint.repeat(waiting / hint.length));
  stream.send(hint);
  expect(stream.bytes.read().toString()).toBe(hint);
});

it('takes an event after its end for what it is: too late', () => {
  const stream = new EventStream();
  stream.end();
  expect(() => stream.send('event: late\ndata: {}\n\n')).not.toThrow();
  expect(() => stream.end()).not.toThrow();
  stream.bytes.destroy();
  expect(() => stream.send('event: later\ndata: {}\n\n')).not.toThrow();
});
