import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createZstdCompress } from 'node:zlib';
import { type RefusalCode, refusals } from '#shared/contract/refusals.ts';
import type { RangeDigest } from '#shared/contract/sync.ts';
import { digestOfModel } from './digest-of-model.ts';
import type { LibraryModel } from './library-model.ts';
import { snapshotLines } from './snapshot-of-model.ts';

/** A real little server of the feed, which can be made to fail in every way that a line can. */
export class FeedServer {
  readonly model: LibraryModel;
  /** Bytes after which the answers break off; null for never. Counted down over all answers, then off. */
  cutAfter: number | null = null;
  /** Nothing is answered any more, and no connection is closed: the cable is out. */
  isSilent = false;
  /** Event streams are open, and nothing comes through them. */
  isMute = false;
  /** Cursors before this stamp have expired. */
  oldest = 0;
  /** Every call is refused with this code. */
  refusal: RefusalCode | null = null;
  rowsPerPiece = 20;
  pieceMs = 0;
  pageSize = 50;
  pageMs = 0;
  protocol = 1;
  packed = false;
  hasEvents = true;
  /** An older server does not know the question. */
  hasDigests = true;
  rowsPerRange = 4;
  heartbeatMs = 50;
  /** Done before the next event stream begins. */
  beforeEvents: () => void = () => {};
  /** What is answered instead of a digest. */
  beforeDigest: (digest: RangeDigest) => RangeDigest = (digest) => digest;
  readonly asked: string[] = [];
  /** Of snapshots. */
  piecesSent = 0;
  #server: Server;
  #port = 0;
  readonly #listeners = new Set<ServerResponse>();

  constructor(model: LibraryModel) {
    this.model = model;
    this.#server = this.#create();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async up(): Promise<void> {
    if (this.#server.listening) return;
    this.#server = this.#create();
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    const address = this.#server.address() as AddressInfo;
    this.#port = address.port;
  }

  /** Gone at once, with every connection. */
  async down(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Tells all listening desks that there is something new. */
  hint(): void {
    const data = JSON.stringify({ epoch: this.model.epoch, at: new Date().toISOString() });
    for (const listener of this.#listeners) listener.write(`event: change\ndata: ${data}\n\n`);
  }

  /** Breaks the event streams, and nothing else. */
  dropListeners(): void {
    for (const listener of this.#listeners) listener.destroy();
  }

  countAsked(part: string): number {
    return this.asked.filter((url) => url.includes(part)).length;
  }

  #create(): Server {
    return createServer((request, response) => void this.#answer(request, response));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    this.asked.push(url.pathname + url.search);
    response.on('error', () => {});
    if (this.isSilent) return;
    if (request.headers.authorization !== 'Desk key-1') return refuse(response, 'NOT_SIGNED_IN');
    if (this.refusal) return refuse(response, this.refusal);
    const after = stampOf(url.searchParams.get('cursor'), this);
    if (after === 'CURSOR_EXPIRED') return refuse(response, after, { reason: this.oldest > 0 ? 'pruned' : 'epoch' });
    if (typeof after === 'string') return refuse(response, after);
    if (url.pathname.endsWith('/events') && this.hasEvents) return this.#events(response);
    if (url.pathname.endsWith('/snapshot')) return this.#snapshot(url, response);
    const isDigest = url.pathname.endsWith('/digest');
    if (isDigest && !this.hasDigests) return refuse(response, 'ROUTE_NOT_FOUND');
    if (isDigest) return this.#digest(after ?? 0, url.searchParams.get('after'), response);
    const limit = Math.min(this.pageSize, Number(url.searchParams.get('limit') ?? this.pageSize));
    const page = { ...this.model.changesAfter(after ?? 0, limit), protocol: this.protocol };
    await pause(this.pageMs);
    response.setHeader('content-type', 'application/json');
    response.end(this.#cut(response, JSON.stringify(page)));
  }

  async #snapshot(url: URL, response: ServerResponse): Promise<void> {
    response.setHeader('content-type', 'application/x-ndjson');
    if (this.packed) response.setHeader('content-encoding', 'zstd');
    const body = this.packed ? createZstdCompress() : response;
    if (this.packed) body.pipe?.(response);
    const head = {
      protocol: this.protocol,
      cursor: url.searchParams.get('cursor'),
      after: url.searchParams.get('after'),
    };
    for (const piece of snapshotLines(this.model, head, this.rowsPerPiece)) {
      if (response.destroyed) return;
      body.write(this.#cut(response, piece));
      this.piecesSent++;
      await pause(this.pieceMs);
      if (this.isSilent) return;
    }
    body.end();
  }

  #digest(stamp: number, after: string | null, response: ServerResponse): void {
    response.setHeader('content-type', 'application/json');
    const digest = digestOfModel(this.model, { stamp, after, rowsPerRange: this.rowsPerRange });
    response.end(this.#cut(response, JSON.stringify(this.beforeDigest(digest))));
  }

  #events(response: ServerResponse): void {
    this.beforeEvents();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    this.#listeners.add(response);
    response.write(': hello\n\n');
    const beating = setInterval(() => {
      if (!this.isSilent && !this.isMute) response.write('event: heartbeat\ndata: {}\n\n');
    }, this.heartbeatMs);
    response.on('close', () => {
      clearInterval(beating);
      this.#listeners.delete(response);
    });
  }

  /** What of a text still gets through; behind it the connection is cut. */
  #cut(response: ServerResponse, text: string): string {
    if (this.cutAfter === null) return text;
    const through = text.slice(0, this.cutAfter);
    this.cutAfter -= through.length;
    if (through.length === text.length) return text;
    this.cutAfter = null;
    setTimeout(() => response.destroy(), 1);
    return through;
  }
}

function stampOf(cursor: string | null, server: FeedServer): number | RefusalCode | null {
  if (cursor === null) return null;
  const [epoch, digits] = cursor.split('/');
  if (!/^\d+$/.test(digits ?? '')) return 'BAD_CURSOR';
  const isKnown = epoch === server.model.epoch && Number(digits) >= server.oldest;
  return isKnown ? Number(digits) : 'CURSOR_EXPIRED';
}

function refuse(response: ServerResponse, code: RefusalCode, facts = {}): void {
  const { status, title } = refusals[code];
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ type: 'about:blank', title, status, detail: title, code, requestId: 'r', facts }));
}
