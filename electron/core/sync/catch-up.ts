import type { Applied, CacheWriter } from '../cache/writer.ts';
import { sentences } from '../sentences.ts';
import type { Feed } from './feed.ts';
import { FeedTrouble } from './feed-trouble.ts';

type CatchUp = {
  feed: Feed;
  signal: AbortSignal;
  now: () => Date;
  /** A page is in the file, and another one is still to come, or not. */
  onPage?: (applied: Applied, more: boolean) => void;
};

/** Takes page after page of what changed until there is no more. Throws START_OVER when the feed is another one now. */
export async function catchUp(writer: CacheWriter, { feed, signal, now, onPage }: CatchUp): Promise<void> {
  for (;;) {
    const position = writer.position();
    if (!position) throw new FeedTrouble('START_OVER', sentences.loadFirst);
    const page = await feed.changes(position.cursor, signal);
    // The cache may have been closed while the page was on its way.
    signal.throwIfAborted();
    if (page.epoch !== position.epoch) throw new FeedTrouble('START_OVER', sentences.loadNewEpoch);
    if (page.more && page.cursor === position.cursor) throw new FeedTrouble('REFUSED', sentences.answerNotUnderstood);
    const applied = writer.applyPage(page, now());
    onPage?.(applied, page.more);
    if (!page.more) return;
  }
}
