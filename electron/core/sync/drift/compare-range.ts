import { createHash } from 'node:crypto';
import type { Drift, RangeDigest } from '#shared/contract/sync.ts';
import type { Cache } from '../../cache/cache.ts';
import type { IdRange } from '../../cache/held-lines.ts';
import { sentences } from '../../sentences.ts';
import type { Feed } from '../feed.ts';
import { FeedTrouble } from '../feed-trouble.ts';
import { letOthersWork } from '../let-others-work.ts';

/** `alike` up to a copy, or to the end; `too_much_new` at the server to say anything. */
export type Compared =
  | { kind: 'alike'; upTo: string | null }
  | { kind: 'differs'; drift: Drift }
  | { kind: 'too_much_new' };

type Comparing = { cache: Cache; feed: Pick<Feed, 'digest'>; signal: AbortSignal };

/** Copies that are read and hashed in one go: some 5 ms of work. */
const copiesPerStep = 250;

/**
 * Compares the cache with the server from behind a copy on, as far as the server's next range goes. Nothing may be
 * written to the cache meanwhile: what the server says is true of the cursor that it was asked with.
 */
export async function compareRange({ cache, feed, signal }: Comparing, after: string | null): Promise<Compared> {
  const position = cache.writer.position();
  if (!position) throw new FeedTrouble('START_OVER', sentences.loadFirst);
  const { upTo, held: there, newer } = await feed.digest(position.cursor, after, signal);
  // The cache may have been closed while the answer was on its way.
  signal.throwIfAborted();
  if (!there) return { kind: 'too_much_new' };
  const here = await digestHere({ cache, signal }, { after, upTo }, new Set(newer));
  if (here.copies === there.copies && here.hash === there.hash) return { kind: 'alike', upTo };
  const drift = { kind: 'rows', after, upTo, copiesHere: here.copies, copiesThere: there.copies } as const;
  return { kind: 'differs', drift };
}

type Here = Pick<Comparing, 'cache' | 'signal'>;

/** The same of what is on the disk here, without the rows that the server has newer. */
async function digestHere(
  { cache, signal }: Here,
  range: IdRange,
  newer: ReadonlySet<string>,
): Promise<NonNullable<RangeDigest['held']>> {
  const hash = createHash('sha256');
  let copies = 0;
  for (let after: string | null | undefined = range.after; after !== undefined; ) {
    const rows = cache.reader.heldLines({ ...range, after }, copiesPerStep);
    for (const { copyId, bookId, lines } of rows) {
      if (newer.has(copyId) || newer.has(bookId)) continue;
      hash.update(lines);
      copies++;
    }
    after = rows.length === copiesPerStep ? rows.at(-1)?.copyId : undefined;
    await letOthersWork(signal);
  }
  return { copies, hash: hash.digest('hex') };
}
