import { randomBytes } from 'node:crypto';
import { finished, Readable } from 'node:stream';
import { fastify } from 'fastify';
import { expect, it } from 'vitest';
import { snapshotAnswer } from './stream.ts';

const { log } = fastify();

/** Lines without end, hard to pack; `seen` says how many were made and whether somebody ended it. */
function endless() {
  const seen = { made: 0, ended: false };
  async function* lines() {
    try {
      for (;;) yield `${++seen.made} ${randomBytes(4000).toString('base64')}\n`;
    } finally {
      seen.ended = true;
    }
  }
  return { seen, lines: lines() };
}

const streamOf = (text: AsyncIterable<string>, acceptEncoding: string, closing = new AbortController().signal) => {
  const { stream } = snapshotAnswer(text, { acceptEncoding, closing, log });
  if (!(stream instanceof Readable)) throw new Error('Fastify pipes readable streams.');
  return stream;
};

it.each(['identity', 'zstd', 'gzip'])('makes no more lines than are taken (%s)', async (packing) => {
  const { seen, lines } = endless();
  const stream = streamOf(lines, packing);
  await new Promise((resolve) => stream.once('readable', resolve));
  const madeMeanwhile = async () => {
    const before = seen.made;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return seen.made - before;
  };
  // Until every buffer is full, which takes its time where the packing threads have to wait.
  await expect.poll(madeMeanwhile).toBe(0);
  stream.destroy();
});

it.each(['identity', 'zstd', 'gzip'])('stops reading the database when the client is gone (%s)', async (packing) => {
  const { seen, lines } = endless();
  const stream = streamOf(lines, packing);
  await new Promise((resolve) => stream.once('readable', resolve));
  stream.destroy();
  await expect.poll(() => seen.ended).toBe(true);
});

it.each(['identity', 'gzip'])(
  'breaks off, and does not end as if it were whole, when the database fails (%s)',
  async (packing) => {
    async function* failing() {
      yield 'a line\n';
      throw new Error('the database is away');
    }
    const stream = streamOf(failing(), packing);
    stream.resume();
    const failure = await new Promise((resolve) => finished(stream, resolve));
    expect(failure).toMatchObject({ message: 'the database is away' });
  },
);
