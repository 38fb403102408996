import { afterEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { Bridge } from './client.ts';
import { webSocketTransport } from './web-socket.ts';

const servers: WebSocketServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});

async function serve(port = 0): Promise<{ server: WebSocketServer; port: number; asked: string[] }> {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  servers.push(server);
  const asked: string[] = [];
  server.on('connection', (socket, request) => {
    asked.push(request.url ?? '');
    socket.on('message', (data) => {
      const { id } = JSON.parse(String(data));
      socket.send(JSON.stringify({ id, ok: true, output: { svg: null } }));
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  return { server, asked, port: typeof address === 'object' && address ? address.port : 0 };
}

it('spends its token on the first connection and takes the line up again without it', async () => {
  const first = await serve();
  let token = '?token=once';
  const bridge = new Bridge(
    webSocketTransport(
      () => `ws://127.0.0.1:${first.port}/bridge${token}`,
      () => {
        token = '';
      },
    ),
  );
  expect(await bridge.call('demo.sheet', {})).toEqual({ svg: null });
  for (const client of first.server.clients) client.terminate();
  await new Promise((resolve) => first.server.close(resolve));
  await expect.poll(() => bridge.line.getState().line).toBe('lost');

  const second = await serve(first.port);
  await expect.poll(() => bridge.line.getState().line, { timeout: 5000 }).toBe('ready');
  expect(await bridge.call('demo.sheet', {})).toEqual({ svg: null });
  expect([...first.asked, ...second.asked]).toEqual(['/bridge?token=once', '/bridge']);
});
