import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { syncApi } from '#shared/contract/api/sync.ts';
import { type OutboxReport, outboxHeader, writeOutboxReport } from '#shared/contract/outbox-report.ts';
import type { RouteShape } from '#shared/contract/route.ts';
import { ChangesPage, RangeDigest, syncProtocol } from '#shared/contract/sync.ts';
import type { Clock } from '../clock.ts';
import { sentences } from '../sentences.ts';
import type { Answered } from '../server/answered.ts';
import { readAnswer } from '../server/read-answer.ts';
import { addressOf, asDesk, tracked } from '../server/request.ts';
import { FeedTrouble, troubleOfAnswer, troubleOfLine } from './feed-trouble.ts';
import type { SyncTimings } from './timings.ts';

type FeedOptions = {
  serverUrl: string;
  branchId: string;
  deskKey: string;
  after: Clock['after'];
  timings: SyncTimings;
  fetch: typeof fetch;
  /** What has not reached the server yet: told with every question. */
  outbox: () => OutboxReport;
  /** Something came from the server, whatever it was. */
  onHeard: () => void;
};

/** Where a snapshot that broke off goes on: its cursor, and the last row that arrived, as `book:<id>` or `copy:<id>`. */
type SnapshotPlace = { cursor: string; after: string };

/** The calls of the server's feed (shared/contract/api/sync.ts). Each throws a FeedTrouble and nothing else. */
export class Feed {
  readonly #options: FeedOptions;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** What changed since the cursor, a page of it. */
  changes(cursor: string, signal: AbortSignal): Promise<ChangesPage> {
    return this.#answer(syncApi.changes, { cursor }, ChangesPage, signal);
  }

  /** What a cache at the cursor must come to in the next range behind a copy, or in the first. */
  digest(cursor: string, after: string | null, signal: AbortSignal): Promise<RangeDigest> {
    return this.#answer(syncApi.digest, { cursor, after: after ?? undefined }, RangeDigest, signal);
  }

  async #answer<T extends z.ZodType>(row: RouteShape, query: object, schema: T, signal: AbortSignal) {
    const patience = this.#patience(signal);
    try {
      const response = await this.#ask(row, query, 'application/json', patience.signal);
      patience.allow(this.#options.timings.pieceMs);
      const answered = await readAnswer(response, FeedVersion);
      if (answered.kind !== 'done') throw this.#notDone(answered);
      this.#options.onHeard();
      return ofThisVersion(answered.answer, schema);
    } catch (error) {
      throw troubleOfLine(error);
    } finally {
      patience.end();
    }
  }

  /** The bytes of a snapshot (NDJSON), from its beginning or from a place in it. */
  snapshot(place: SnapshotPlace | null, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
    return this.#stream(syncApi.snapshot, place ?? {}, 'application/x-ndjson', this.#options.timings.pieceMs, signal);
  }

  /** The bytes of the event stream. It ends in a FeedTrouble when nothing was heard for as long as two heartbeats. */
  events(signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
    return this.#stream(syncApi.events, {}, 'text/event-stream', this.#options.timings.silenceMs, signal);
  }

  async *#stream(row: RouteShape, query: object, type: string, pieceMs: number, signal: AbortSignal) {
    const patience = this.#patience(signal);
    try {
      const response = await this.#ask(row, query, type, patience.signal);
      if (!response.ok || !response.headers.get('content-type')?.startsWith(type)) {
        throw this.#notDone(await readAnswer(response, z.unknown()));
      }
      patience.allow(pieceMs);
      for await (const piece of response.body ?? []) {
        this.#options.onHeard();
        patience.allow(pieceMs);
        yield piece;
      }
    } catch (error) {
      throw troubleOfLine(error);
    } finally {
      patience.end();
    }
  }

  async #ask(row: RouteShape, query: object, accept: string, signal: AbortSignal): Promise<Response> {
    const { serverUrl, branchId, deskKey, outbox } = this.#options;
    const address = addressOf(serverUrl, row, { id: branchId }, query);
    return this.#options.fetch(address, {
      headers: {
        accept,
        authorization: asDesk(deskKey),
        ...tracked(newId()),
        'accept-encoding': encodingsFor(address),
        [outboxHeader]: writeOutboxReport(outbox()),
      },
      redirect: 'manual',
      signal,
    });
  }

  /** A refusal is also a sign that the server is there; one without its database is as good as away. */
  #notDone(answered: Answered<unknown>): FeedTrouble {
    if (answered.kind === 'done') return new FeedTrouble('REFUSED', sentences.answerNotUnderstood);
    if (answered.kind === 'refused' && answered.problem.status < 500) this.#options.onHeard();
    return troubleOfAnswer(answered);
  }

  /** A signal that also fires when the next thing does not come in time. */
  #patience(stop: AbortSignal) {
    const { after, timings } = this.#options;
    const late = new AbortController();
    const giveUp = () => late.abort(new FeedTrouble('BROKEN', sentences.feedBroken));
    let callOff = after(timings.answerMs, giveUp);
    return {
      signal: AbortSignal.any([stop, late.signal]),
      allow(ms: number) {
        callOff();
        callOff = after(ms, giveUp);
      },
      end: () => callOff(),
    };
  }
}

/** What every version of the feed says of itself. */
const FeedVersion = z.looseObject({ protocol: z.int(), epoch: z.string() });

function ofThisVersion<T extends z.ZodType>(answer: z.infer<typeof FeedVersion>, schema: T): z.output<T> {
  if (answer.protocol !== syncProtocol) throw new FeedTrouble('REFUSED', sentences.feedOtherVersion);
  const parsed = z.safeParse(schema, answer);
  if (!parsed.success) throw new FeedTrouble('REFUSED', sentences.answerNotUnderstood);
  return parsed.data;
}

/** On one machine packing costs more than it saves. */
function encodingsFor(address: string): string {
  const { hostname } = new URL(address);
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) ? 'identity' : 'zstd, gzip;q=0.5';
}
