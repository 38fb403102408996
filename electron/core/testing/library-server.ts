import type { SyncBook, SyncCopy } from '#shared/contract/sync.ts';
import { aBook, aCopy, mainBranch } from '../cache/testing/builders.ts';
import { answerFor } from '../outbox/testing/returns.ts';
import { LibraryModel } from '../sync/testing/library-model.ts';
import { snapshotLines } from '../sync/testing/snapshot-of-model.ts';
import { type Answer, AnsweringServer, json, nothing, refusal } from './answering-server.ts';

export const ada = {
  id: '0199a8e0-0000-7000-8000-000000000001',
  role: 'manager',
  name: 'Ada',
  number: 'L1',
  permissions: ['loans.checkout'],
};
export const deskKey = 'desk-key-1';
export const deskId = '0199a8e0-0000-7000-8000-0000000000d1';
export const branch = {
  id: mainBranch,
  code: 'MAIN',
  name: 'Main Branch',
  timeZone: 'Europe/Berlin',
  openingHours: [null, null, null, null, null, null, null],
};
const at = '2026-11-22T09:00:00.000Z';
/** All of a list in one page. */
export const listed = (data: unknown[]) => ({
  data,
  meta: { total: data.length, limit: 100, offset: 0, hasMore: false },
});
const patterns = { member: ['2\\d{13}'], copy: ['3\\d{13}'], checkDigit: 'warn' };
const tenant = {
  id: deskId,
  slug: 'riverbend',
  name: 'Riverbend',
  currency: 'EUR',
  barcodePatterns: patterns,
  memberSelfCheckout: false,
  createdAt: at,
};
const tokens = { accessToken: 'access', refreshToken: 'refresh', expiresIn: 900, person: ada };
const desk = {
  id: deskId,
  branchId: mainBranch,
  name: 'Desk 1',
  createdAt: at,
  lastSeenAt: null,
  queued: 0,
  queuedSince: null,
  key: deskKey,
};

/** A library's server as one desk sees it, over real HTTP; tests put other answers in the place of these. */
export class LibraryServer {
  readonly model = new LibraryModel();
  /** By method and path without query; the longest that fits the beginning of a request answers it. */
  readonly answers: Record<string, Answer> = {
    'POST /auth/login': json(200, tokens),
    'POST /auth/refresh': json(200, tokens),
    'POST /auth/logout': nothing,
    'GET /branches': json(200, listed([branch])),
    'GET /tenant': json(200, tenant),
    'POST /desks': json(201, desk),
    'POST /loans/return': (request, response, body) => {
      json(200, answerFor(JSON.parse(body).barcode))(request, response, body);
    },
    'POST /transfers/receive': (request, response, body) => {
      json(200, answerFor(JSON.parse(body).barcode, { outcome: 'received' }))(request, response, body);
    },
    'POST /loans/checkout': refusal('COPY_ON_LOAN'),
    'GET /sync': (request, response) => this.#feed(new URL(request.url ?? '', this.server.url), response),
  };
  readonly server = new AnsweringServer((request, response, body) => {
    const asked = `${request.method} ${request.url?.replace('/api/v1', '')}`;
    const best = Object.keys(this.answers)
      .filter((name) => asked.startsWith(name))
      .sort((a, b) => b.length - a.length)[0];
    const answer = best ? this.answers[best] : undefined;
    (answer ?? refusal('ROUTE_NOT_FOUND'))(request, response, body);
  });

  /** A book with one copy stands on the shelf. */
  stock(number: number, book: Partial<SyncBook> = {}, copy: Partial<SyncCopy> = {}): SyncCopy {
    const standing = aCopy(number, number, copy);
    this.model.put(aBook(number, book), standing);
    return standing;
  }

  asked(path: string) {
    return this.server.requests.filter((request) => request.path.startsWith(path));
  }

  #feed(url: URL, response: Parameters<Answer>[1]): void {
    if (url.pathname.endsWith('/events')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const beating = setInterval(() => response.write('event: heartbeat\ndata: {}\n\n'), 200);
      response.on('close', () => clearInterval(beating));
    } else if (url.pathname.endsWith('/snapshot')) {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      for (const lines of snapshotLines(this.model, { protocol: 1, cursor: null, after: null }, 100)) {
        response.write(lines);
      }
      response.end();
    } else {
      const [, stamp] = (url.searchParams.get('cursor') ?? '').split('/');
      const changes = { ...this.model.changesAfter(Number(stamp), 500), protocol: 1 };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(changes));
    }
  }
}
