import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Limits } from './limits.ts';
import { Refusal } from './refusal.ts';

const lingerMs = 5000;

/**
 * Ends requests whose body does not arrive. Node's own limit is for a whole request, and a file of any size must be able
 * to come in: so JSON has a time, and a file a pace.
 */
export function endSlowBodies(app: FastifyInstance, { bodyMs, pace }: Limits): void {
  app.addHook('preParsing', async (request) => {
    const { raw } = request;
    if (raw.complete) return;
    const giveUp = () => endBody(raw);
    const isFile = request.routeOptions.config.unparsed && !/\bjson\b/.test(request.headers['content-type'] ?? '');
    const stop = isFile ? keepPace(raw, pace, giveUp) : clearedTimeout(giveUp, bodyMs);
    raw.once('end', stop).once('close', stop);
  });
  // Who was refused before all of his body was here may go on sending for a moment, so that he reads why.
  app.addHook('onResponse', async ({ raw }) => {
    if (!raw.complete) setTimeout(() => raw.complete || raw.destroy(), lingerMs).unref();
  });
}

/** Whoever reads a body listens to its errors, and the connection stays for the answer; else nobody needs it any more. */
function endBody(raw: IncomingMessage): void {
  if (raw.listenerCount('error') > 0) raw.emit('error', new Refusal('REQUEST_TIMEOUT'));
  else raw.destroy();
}

function clearedTimeout(action: () => void, ms: number): () => void {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
}

/** Looks, stretch by stretch, whether enough came. While something waits here, it is we who are slow. */
function keepPace(raw: IncomingMessage, { bytes, ms }: Limits['pace'], giveUp: () => void): () => void {
  let before = raw.socket.bytesRead;
  const timer = setInterval(() => {
    const isOurs = raw.readableLength > 0;
    const came = raw.socket.bytesRead - before;
    before = raw.socket.bytesRead;
    if (!isOurs && came < bytes) giveUp();
  }, ms);
  return () => clearInterval(timer);
}
