import { once } from 'node:events';
import { get, request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { buildTestServer } from '../testing/server.ts';

describe('a server that closes', () => {
  it('does not wait for a connection on which nothing was asked', async () => {
    const server = await buildTestServer();
    const port = Number(new URL(await server.app.listen({ port: 0, host: '127.0.0.1' })).port);
    const spare = connect(port, '127.0.0.1').resume();
    await once(server.app.server, 'connection');
    const hungUp = once(spare, 'close');
    const began = performance.now();
    await server.close();
    await hungUp;
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('finishes what it is at, all the same', async () => {
    const server = await buildTestServer();
    const base = await server.app.listen({ port: 0, host: '127.0.0.1' });
    const answered = once(get(`${base}/readyz`, { agent: false }), 'response');
    await once(server.app.server, 'request');
    await server.close();
    const [answer] = await answered;
    expect(answer.statusCode).toBe(200);
  });

  it('does not wait for the rest of a file that goes on for hours: its sender is told to come back', async () => {
    const server = await buildTestServer();
    const base = await server.app.listen({ port: 0, host: '127.0.0.1' });
    const { library } = server;
    const file = request(`${base}/api/v1/imports/marc?branchId=${library.branches.main.id}`, {
      method: 'POST',
      agent: false,
      headers: { authorization: `Bearer ${library.tokens.admin}`, 'content-type': 'application/marc' },
    });
    file.on('error', () => {}); // it is hung up on, at last
    const sending = setInterval(() => file.write('x'.repeat(20_000)), 50);
    const answered = once(file, 'response');
    await once(server.app.server, 'request');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const began = performance.now();
    const closed = server.close();
    const [answer] = await answered;
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    await closed;
    expect(performance.now() - began).toBeLessThan(20_000);
    clearInterval(sending);
  }, 40_000);
});
