import { createParser } from 'eventsource-parser';

export type HeardEvent = { event: string; data: unknown; at: number };

/** Listens to a branch's events as a desk does; `at` is when one was heard (performance.now()). */
export async function listenTo(address: string, headers: Record<string, string>) {
  const leaving = new AbortController();
  const response = await fetch(address, {
    headers: { ...headers, accept: 'text/event-stream' },
    signal: leaving.signal,
  });
  const heard: HeardEvent[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => heard.push({ event: event ?? '', data: JSON.parse(data), at: performance.now() }),
  });
  const ended = listen(response, (text) => parser.feed(text)).catch(() => 'cut' as const);
  return {
    status: response.status,
    headers: response.headers,
    heard,
    count: (event: string) => heard.filter((one) => one.event === event).length,
    /** How the stream ended: by the server, or because the line was cut. */
    ended,
    leave: () => leaving.abort(),
  };
}

async function listen(response: Response, take: (text: string) => void): Promise<'over'> {
  const decoder = new TextDecoder();
  for await (const piece of response.body ?? []) take(decoder.decode(piece, { stream: true }));
  return 'over';
}
