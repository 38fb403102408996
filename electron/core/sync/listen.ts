import { createParser } from 'eventsource-parser';
import type { Feed } from './feed.ts';

/**
 * Listens to the server's events until the stream ends; throws a FeedTrouble when it breaks or falls silent. An event
 * `change` says that there is something new, never what: its data is not looked at. The first thing heard counts as one
 * too: of what happened before nobody was told, and whoever pulls after it misses nothing.
 */
export async function listen(feed: Feed, signal: AbortSignal, onHint: () => void): Promise<void> {
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent: ({ event }) => {
      if (event === 'change') onHint();
    },
  });
  let isOpen = false;
  for await (const piece of feed.events(signal)) {
    if (!isOpen) onHint();
    isOpen = true;
    parser.feed(decoder.decode(piece, { stream: true }));
  }
}
