import { createParser } from 'eventsource-parser';
import { SyncHeartbeat } from '#shared/contract/sync.ts';
import type { Feed } from './feed.ts';

type Listener = {
  /** There is something new, or there may be. */
  onHint: () => void;
  /** For how long the server has been kept from telling what changed. */
  onLag: (seconds: number) => void;
};

/**
 * Listens to the server's events until the stream ends; throws a FeedTrouble when it breaks or falls silent. An event
 * `change` says that there is something new, never what: its data is not looked at. The first thing heard counts as one
 * too: of what happened before nobody was told, and whoever pulls after it misses nothing.
 */
export async function listen(feed: Feed, signal: AbortSignal, { onHint, onLag }: Listener): Promise<void> {
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event === 'change') onHint();
      if (event === 'heartbeat') onLag(lagIn(data));
    },
  });
  let isOpen = false;
  for await (const piece of feed.events(signal)) {
    if (!isOpen) onHint();
    isOpen = true;
    parser.feed(decoder.decode(piece, { stream: true }));
  }
}

/** A heartbeat that cannot be read is one all the same. */
function lagIn(data: string): number {
  try {
    return SyncHeartbeat.parse(JSON.parse(data)).lagSeconds;
  } catch {
    return 0;
  }
}
