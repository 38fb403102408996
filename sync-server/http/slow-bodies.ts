import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { beingRestarted } from './closing.ts';
import type { Limits } from './limits.ts';
import { Refusal } from './refusal.ts';

const lingerMs = 5000;
/** A server that goes away lets a file have its end; one of hours is sent again, to another server. */
const graceMs = 3000;

/**
 * Ends requests whose body does not arrive. Node's own limit is for a whole request, and a file of any size must be able
 * to come in: so JSON has a time, and a file a pace.
 */
export function endSlowBodies(app: FastifyInstance, { bodyMs, pace }: Limits, closing: AbortSignal): void {
  app.addHook('preParsing', async (request) => {
    const { raw } = request;
    if (raw.complete) return;
    const giveUp = () => endBody(raw);
    const isFile = request.routeOptions.config.unparsed && !/\bjson\b/.test(request.headers['content-type'] ?? '');
    const stop = isFile ? keepPace(raw, pace, giveUp) : clearedTimeout(giveUp, bodyMs);
    raw.once('end', stop).once('close', stop);
    if (isFile) endSoonAfter(closing, raw);
  });
  // Who was refused before all of his body was here may go on sending for a moment, so that he reads why.
  app.addHook('onResponse', async ({ raw }) => {
    if (!raw.complete) setTimeout(() => raw.complete || raw.destroy(), lingerMs).unref();
  });
}

/** Whoever reads a body listens to its errors, and the connection stays for the answer; else nobody needs it any more. */
function endBody(raw: IncomingMessage, refusal = new Refusal('REQUEST_TIMEOUT')): void {
  if (raw.listenerCount('error') > 0) raw.emit('error', refusal);
  else raw.destroy();
}

function endSoonAfter(closing: AbortSignal, raw: IncomingMessage): void {
  const end = () => setTimeout(() => raw.complete || endBody(raw, beingRestarted()), graceMs).unref();
  closing.addEventListener('abort', end, { once: true });
  raw.once('close', () => closing.removeEventListener('abort', end));
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
