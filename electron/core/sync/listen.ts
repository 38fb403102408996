import { createParser } from 'eventsource-parser';
import type { Feed } from './feed.ts';

/**
 * Listens to the server's events until the stream ends; throws a FeedTrouble when it breaks or falls silent. An event
 * `change` says that there is something new, never what: its data is not looked at.
 */
export async function listen(feed: Feed, signal: AbortSignal, onHint: () => void): Promise<void> {
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent: ({ event }) => {
      if (event === 'change') onHint();
    },
  });
  for await (const piece of feed.events(signal)) parser.feed(decoder.decode(piece, { stream: true }));
}
