import { Readable } from 'node:stream';

/** One event as it goes over the line (WHATWG HTML, "Server-sent events"). */
export const eventText = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** What may wait for a client that takes nothing: some hundred events. */
const mostWaiting = 8192;

/**
 * The stream of events to one client. One that takes nothing is hung up on: his connection is for somebody who listens,
 * and a desk that comes back asks what it missed.
 */
export class EventStream {
  readonly bytes = new Readable({ read() {} });
  #hasEnded = false;

  send(text: string): void {
    if (this.#hasEnded || this.bytes.destroyed) return;
    if (this.bytes.readableLength < mostWaiting) this.bytes.push(text);
    else this.bytes.destroy();
  }

  end(): void {
    if (!this.#hasEnded) this.bytes.push(null);
    this.#hasEnded = true;
  }

  whenClosed(tell: () => void): void {
    this.bytes.once('close', tell);
  }
}
