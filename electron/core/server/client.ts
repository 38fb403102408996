import ky from 'ky';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import type { GivenBody, GivenParams, GivenQuery, RouteShape } from '#shared/contract/route.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { DeskLog } from '../log/desk-log.ts';
import { sentences } from '../sentences.ts';
import { type Answered, deskRefusal } from './answered.ts';
import { readAnswer, readLines, readTable } from './read-answer.ts';
import { withReference } from './reference.ts';
import { addressOf, tracked } from './request.ts';
import { createServerClock, type ServerClock } from './server-clock.ts';
import { unreachable } from './unreachable.ts';

/** A claim fails within this at the latest when the line is down and nobody has noticed yet. */
const usualPatienceMs = 4000;

/** Routes that answer with JSON, and those that answer with nothing (204). */
type JsonRoute = RouteShape & { out: z.ZodType };
type SilentRoute = RouteShape & { out: 'nothing' };
type TableRoute = RouteShape & { csv: true };
type StreamRoute = RouteShape & { out: 'stream' };

export type Given<R extends RouteShape> = Asked & {
  params?: GivenParams<R>;
  query?: Partial<GivenQuery<R>>;
  body?: GivenBody<R>;
};

type Asked = {
  params?: object;
  query?: object;
  body?: unknown;
  /** The Authorization header: `asPerson(token)` or `asDesk(key)`. */
  as?: string;
  /** Of a request that changes something; made here when not given. A later retry must give the same. */
  idempotencyKey?: string;
  /** Under which it is found in every log and in the audit; made here when not given. A UUID. */
  requestId?: string;
  patienceMs?: number;
  /** JSON, unless somebody wants something else. */
  accept?: string;
};

type Tracked = Asked & { requestId: string };

type Read<T> = (response: Response) => Promise<Answered<T>>;

/** Begins to take the lines of an answer: anew for a second try, as the first may have broken off in the middle. */
export type BeginLines = () => (line: string) => void;

export type ServerClient = {
  serverUrl: string;
  clock: ServerClock;
  /** Calls a route of the contract table. Never throws for what the network or the server does. */
  call<R extends JsonRoute>(row: R, given: Given<R>): Promise<Answered<z.output<R['out']>>>;
  /** The same rows as a table for a spreadsheet (RFC 4180), from a route that has one. */
  table<R extends TableRoute>(row: R, given: Given<R>): Promise<Answered<string>>;
  /** The lines of a stream of JSON (NDJSON), one after another. */
  lines<R extends StreamRoute>(row: R, given: Given<R>, begin: BeginLines): Promise<Answered<undefined>>;
  /** For a route that answers with nothing. */
  tell<R extends SilentRoute>(row: R, given: Given<R>): Promise<Answered<undefined>>;
};

/** The client of one server, typed by the contract table. `log` gets a line for every call. */
export function createServerClient(
  serverUrl: string,
  deskClock: Pick<Clock, 'now' | 'uptimeMs'> = systemClock,
  log: Pick<DeskLog, 'write'> | null = null,
): ServerClient {
  const clock = createServerClock(deskClock);

  async function send<T>(row: RouteShape, read: Read<T>, given: Asked): Promise<Answered<T>> {
    const wrong = wrongBody(row, given.body);
    if (wrong) return wrong;
    const { requestId = newId() } = given;
    const startedAt = performance.now();
    const answered = await atMostTwice(row, read, { ...given, requestId });
    const outcome = answered.kind === 'refused' ? answered.problem.code : answered.kind;
    log?.write({
      requestId,
      call: `${row.method} ${row.path}`,
      outcome,
      ms: Math.round(performance.now() - startedAt),
    });
    return withReference(answered, row, requestId);
  }

  async function atMostTwice<T>(row: RouteShape, read: Read<T>, given: Tracked): Promise<Answered<T>> {
    const patience = AbortSignal.timeout(given.patienceMs ?? usualPatienceMs);
    // One key for both attempts: the server answers a repeated one with its first answer.
    const headers = headersOf(row, given);
    const first = await attempt(row, read, given, headers, patience);
    const worthAnotherTry = first.kind === 'unreachable' && first.mayHaveBeenDone && !patience.aborted;
    return worthAnotherTry ? attempt(row, read, given, headers, patience) : first;
  }

  async function attempt<T>(
    row: RouteShape,
    read: Read<T>,
    given: Asked,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Answered<T>> {
    const address = addressOf(serverUrl, row, given.params ?? {}, given.query ?? {});
    const json = given.body === undefined ? {} : { json: given.body };
    const heard = clock.asking();
    try {
      const response = await ky(address, { ...json, ...asWeWantIt, method: row.method, headers, signal });
      const answered = await read(response);
      // Whoever else answers on the way, such as a router that has lost the line, may have any clock.
      if (answered.kind !== 'unreachable') heard(response.headers.get('date'));
      return answered;
    } catch (error) {
      return unreachable(error, row.method === 'GET');
    }
  }

  return {
    serverUrl,
    clock,
    call: <R extends JsonRoute>(row: R, given: Given<R>) =>
      send(row, (response) => readAnswer<R['out']>(response, row.out), given),
    table: (row, given) => send(row, readTable, { ...given, accept: 'text/csv' }),
    lines: (row, given, begin) =>
      send(row, (response) => readLines(response, begin()), { ...given, accept: 'application/x-ndjson' }),
    tell: (row, given) => send(row, (response) => readAnswer(response, z.undefined()), given),
  };
}

/** ky's own retries, timeouts and exceptions are off: here they belong to the whole call and are values. */
const asWeWantIt = { timeout: false, retry: 0, throwHttpErrors: false, redirect: 'manual' } as const;

/** What the contract would refuse anyway is not sent: the person gets the sentence at once. */
function wrongBody(row: RouteShape, body: unknown) {
  if (row.body === undefined || row.body === 'stream') return null;
  const parsed = row.body.safeParse(body);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  const sentence = sentences.badInput(issue?.path.join('.') ?? '', issue?.message ?? 'is not right');
  return deskRefusal('VALIDATION_FAILED', 400, sentence);
}

function headersOf(row: RouteShape, given: Tracked): Record<string, string> {
  return {
    accept: given.accept ?? 'application/json',
    ...tracked(given.requestId),
    ...(given.as === undefined ? {} : { authorization: given.as }),
    ...(row.method === 'GET' ? {} : { 'idempotency-key': given.idempotencyKey ?? newId() }),
  };
}
