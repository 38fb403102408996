import { pipeline, Readable } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import type { StreamAnswer } from '../../http/call.ts';
import { packer, packingFor } from './packing.ts';

type Around = { acceptEncoding: string | string[] | undefined; closing: AbortSignal; log: FastifyBaseLogger };

/** A server that goes away lets a desk nearby have its last lines; one on a slow line goes on with another server. */
const graceMs = 3000;

/**
 * The text of a snapshot as an answer: packed as the client likes it, made as fast as it is taken, and no further once
 * the client is gone.
 */
export function snapshotAnswer(text: AsyncIterable<string>, { acceptEncoding, closing, log }: Around): StreamAnswer {
  const plain = Readable.from(text, { objectMode: false });
  stopSoonAfter(closing, plain);
  const packing = packingFor(acceptEncoding);
  const headers = { vary: 'accept-encoding', 'cache-control': 'no-store' };
  const contentType = 'application/x-ndjson';
  if (packing === 'identity') return { contentType, stream: plain, headers };
  const stream = packer(packing);
  pipeline(plain, stream, (error) => {
    if (error && !isGone(error)) log.error({ err: error }, 'a snapshot broke off');
  });
  return { contentType, stream, headers: { ...headers, 'content-encoding': packing } };
}

function stopSoonAfter(closing: AbortSignal, stream: Readable): void {
  const stop = () => setTimeout(() => stream.destroy(), graceMs).unref();
  closing.addEventListener('abort', stop, { once: true });
  stream.once('close', () => closing.removeEventListener('abort', stop));
}

/** The client went away in the middle: that is his affair. */
function isGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.name === 'AbortError';
}
