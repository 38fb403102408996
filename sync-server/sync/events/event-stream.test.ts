import { once } from 'node:events';
import { connect } from 'node:net';
import Fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { EventStream, eventText } from './event-stream.ts';

it('hangs up on a client that takes nothing, and keeps little for him until then', () => {
  const stream = new EventStream();
  const hint = eventText('change', { epoch: 'e', at: '2026-03-10T10:00:00.000Z' });
  while (!stream.bytes.destroyed) {
    stream.send(hint);
    expect(stream.bytes.readableLength).toBeLessThan(10_000);
  }
  expect(() => stream.send(hint)).not.toThrow();
});

it('goes on for a client that takes what there is', () => {
  const stream = new EventStream();
  const hint = eventText('change', { epoch: 'e', at: '2026-03-10T10:00:00.000Z' });
  for (let count = 0; count < 10_000; count++) {
    stream.send(hint);
    expect(stream.bytes.read()?.toString()).toBe(hint);
  }
});

it('and takes away the connection of one whose line is full', async () => {
  const app = Fastify();
  onTestFinished(() => app.close());
  const stream = new EventStream();
  app.get('/', (_, reply) => reply.type('text/event-stream').send(stream.bytes));
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  stream.send(eventText('heartbeat', {}));
  const client = connect(Number(port), '127.0.0.1');
  client.on('error', () => {}); // it is hung up on
  client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(client, 'readable'); // and not a byte is read
  const talking = setInterval(() => stream.send(eventText('change', { padding: 'x'.repeat(100_000) })), 1);
  onTestFinished(() => clearInterval(talking));
  const connections = () => new Promise((resolve) => app.server.getConnections((_, count) => resolve(count)));
  await expect.poll(connections, { timeout: 10_000 }).toBe(0);
});

it('takes an event after its end for what it is: too late', () => {
  const stream = new EventStream();
  stream.end();
  expect(() => stream.send('event: late\ndata: {}\n\n')).not.toThrow();
  expect(() => stream.end()).not.toThrow();
  stream.bytes.destroy();
  expect(() => stream.send('event: later\ndata: {}\n\n')).not.toThrow();
});
