import { z } from 'zod';
import { FeedCounts, SnapshotHead, type SnapshotLine, SyncBook, SyncCopy } from '#shared/contract/sync.ts';
import { sentences } from '../sentences.ts';
import { FeedTrouble } from './feed-trouble.ts';

/** The whole lines of an NDJSON stream, as they arrive; a last line without its end is one that broke off. */
export async function* wholeLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string[], void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield lines.filter((line) => line !== '');
  }
}

const End = z.object({ end: z.literal(true), counts: FeedCounts });

/**
 * Parses a line of a snapshot. Its first key says which schema it is held to: trying one after the other, as a union
 * does, costs twice the time.
 */
export function readLine(text: string): SnapshotLine {
  try {
    const line: unknown = JSON.parse(text);
    if (has(line, 'copy')) return { copy: SyncCopy.parse(line.copy) };
    if (has(line, 'book')) return { book: SyncBook.parse(line.book) };
    return has(line, 'end') ? End.parse(line) : SnapshotHead.parse(line);
  } catch (cause) {
    const trouble = new FeedTrouble('REFUSED', sentences.answerNotUnderstood);
    trouble.cause = cause;
    throw trouble;
  }
}

const has = <K extends string>(line: unknown, key: K): line is Record<K, unknown> =>
  typeof line === 'object' && line !== null && key in line;
