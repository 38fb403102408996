import { Readable } from 'node:stream';

/** One event as it goes over the line (WHATWG HTML, "Server-sent events"). */
export const eventText = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** What may wait for a client that takes nothing: some hundred events. */
const mostWaiting = 8192;

/** The stream of events to one client. What a slow client does not take in time is dropped: hints are only hints. */
export class EventStream {
  readonly bytes = new Readable({ read() {} });
  #hasEnded = false;

  send(text: string): void {
    if (!this.#hasEnded && this.bytes.readableLength < mostWaiting) this.bytes.push(text);
  }

  end(): void {
    if (!this.#hasEnded) this.bytes.push(null);
    this.#hasEnded = true;
  }

  whenClosed(tell: () => void): void {
    this.bytes.once('close', tell);
  }
}
