import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { whyNotListening } from './listening.ts';

/** What Node itself has to say about listening somewhere. */
async function troubleAt(HOST: string, PORT: number) {
  const server = createServer();
  const trouble = once(server, 'error').then(([error]) => whyNotListening(error, { HOST, PORT }));
  server.listen(PORT, HOST);
  return trouble;
}

it('a port that is taken is named', async () => {
  const first = createServer().listen(0, '127.0.0.1');
  await once(first, 'listening');
  const address = first.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  expect(await troubleAt('127.0.0.1', port)).toBe(`PORT ${port} is taken: another program listens there.`);
  first.close();
});

// 192.0.2.0/24 is for documents only (RFC 5737), and .invalid is no domain (RFC 2606).
it.each(['192.0.2.1', 'carrel.invalid'])('an address that is not this machine’s is named: %s', async (host) => {
  expect(await troubleAt(host, 0)).toBe(`HOST ${host} is no address of this machine.`);
});

it('any other trouble is left to whoever knows it', () => {
  expect(whyNotListening(new Error('out of memory'), { HOST: '127.0.0.1', PORT: 1 })).toBeUndefined();
});
