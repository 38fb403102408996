import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusal.ts';

const detail = 'The server is being restarted. Please try again shortly.';
export const beingRestarted = () => new Refusal('UNAVAILABLE', { retryAfter: 1, detail });

/**
 * A signal that fires when the server begins to close. What still comes in on open connections is sent to another server,
 * or to this one's successor, in the words of the API; Fastify's own answer is nobody's.
 */
export function closingSignal(app: FastifyInstance): AbortSignal {
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  app.addHook('onRequest', async () => {
    if (closing.signal.aborted) throw beingRestarted();
  });
  hangUpOnSilentOnes(app, closing.signal);
  return closing.signal;
}

/**
 * A connection on which nothing was asked yet is not idle for Node, which would wait for its first request as long as it
 * may be silent; fetch keeps such spare ones.
 */
function hangUpOnSilentOnes({ server }: FastifyInstance, closing: AbortSignal): void {
  const silent = new Set<Socket>();
  // Over TLS a request's socket is what the handshake made of the connection.
  server.on('setSecureContext' in server ? 'secureConnection' : 'connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }) => silent.delete(socket));
  closing.addEventListener('abort', () => {
    for (const socket of silent) socket.destroy();
  });
}
