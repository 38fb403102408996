import { syncProtocol } from '#shared/contract/sync.ts';
import type { Cache } from '../cache/cache.ts';
import { isDamage } from '../cache/open-file.ts';
import type { SnapshotFile } from '../cache/snapshot-file.ts';
import { sentences } from '../sentences.ts';
import { catchUp } from './catch-up.ts';
import type { Feed } from './feed.ts';
import { FeedTrouble } from './feed-trouble.ts';
import { letOthersWork } from './let-others-work.ts';
import { SnapshotIntake } from './snapshot-intake.ts';
import { readLine, wholeLines } from './snapshot-lines.ts';

/** On a slow line what has arrived goes into the file so often: it is safe there, and the bar moves. */
const keepEveryMs = 200;

export type Loading = {
  cache: Cache;
  feed: Feed;
  signal: AbortSignal;
  now: () => Date;
  /** How many of the snapshot's rows are in the file, of about how many. */
  onProgress: (done: number, total: number) => void;
};

/**
 * Loads the branch into a new file beside the present one, builds its indexes, catches up, and swaps it in. When it is
 * interrupted, by whatever, the next call goes on where this one stopped.
 */
export async function loadSnapshot(loading: Loading): Promise<void> {
  const { cache, feed, signal, now } = loading;
  const intake = new SnapshotIntake(cache, unfinished(cache));
  try {
    await receiveRows(intake, loading);
    const { snapshot } = intake;
    if (!snapshot) throw new FeedTrouble('BROKEN', sentences.feedIncomplete);
    for (const _ of snapshot.build()) await letOthersWork(signal);
    await catchUp(snapshot.writer, { feed, signal, now });
    cache.swapIn(snapshot);
  } catch (error) {
    intake.snapshot?.close();
    const isUseless = isDamage(error) || (error instanceof FeedTrouble && error.code === 'START_OVER');
    if (isUseless) cache.dropSnapshot();
    throw isDamage(error) ? new FeedTrouble('START_OVER', sentences.loadDamaged) : error;
  }
}

/** What an earlier attempt left, if this program can go on with it. */
function unfinished(cache: Cache): SnapshotFile | null {
  const snapshot = cache.unfinishedSnapshot();
  const goesOn = snapshot?.progress.after != null && snapshot.writer.position()?.protocol === syncProtocol;
  if (goesOn) return snapshot;
  snapshot?.close();
  cache.dropSnapshot();
  return null;
}

async function receiveRows(intake: SnapshotIntake, { feed, signal, now, onProgress }: Loading): Promise<void> {
  if (intake.snapshot && intake.snapshot.progress.stage !== 'rows') return;
  const tell = () => {
    if (!intake.snapshot) return;
    const { done, counts } = intake.snapshot.progress;
    onProgress(done, Math.max(done, counts.books + counts.copies));
  };
  tell();
  let keptAt = now().getTime();
  try {
    for await (const lines of wholeLines(feed.snapshot(placeOf(intake.snapshot), signal))) {
      for (const line of lines) intake.take(readLine(line));
      if (!intake.isFull && now().getTime() - keptAt < keepEveryMs) continue;
      keptAt = now().getTime();
      intake.keep();
      tell();
      await letOthersWork(signal);
    }
    intake.finish();
  } finally {
    // What arrived whole is kept also when the line broke.
    intake.keep();
    tell();
  }
}

/** The snapshot's cursor is the one that it began with: nothing is caught up before all rows are in. */
function placeOf(snapshot: SnapshotFile | null) {
  const cursor = snapshot?.writer.position()?.cursor;
  const after = snapshot?.progress.after;
  return cursor && after ? { cursor, after } : null;
}
