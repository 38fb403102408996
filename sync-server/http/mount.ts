import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NIL } from 'uuid';
import { type Api, api, apiBase, type OperationName } from '#shared/contract/api.ts';
import { type RouteShape, successStatus } from '#shared/contract/route.ts';
import { accessTo, type Principal } from '#shared/rules/permissions.ts';
import { Replay } from '../db/replay.ts';
import { reading, type TxContext, transaction } from '../db/transaction.ts';
import type { ServerDeps } from '../deps.ts';
import type { Admission } from './admission.ts';
import { browsing } from './browsing.ts';
import type { Call, Handlers, StreamAnswer } from './call.ts';
import { wantsCsv } from './csv.ts';
import type { Door } from './door.ts';
import { readIdempotency } from './idempotency-key.ts';
import { asContracted } from './outgoing.ts';
import { type Places, placesOf } from './places.ts';
import { Refusal } from './refusal.ts';
import { tableOf } from './table.ts';
import { checked } from './validation.ts';

export type Authenticate = (request: FastifyRequest) => Promise<Principal | undefined>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null where nobody says, or nobody needs to. */
    principal: Principal | null;
  }
}

type Deps = Pick<ServerDeps, 'database' | 'replica' | 'now'> & {
  authenticate: Authenticate;
  places: Places;
  door: Door;
};

// Inside the loop over the table a handler's own types are out of reach; the table's schemas parse both ends.
type LooseHandler = (call: Call<RouteShape>) => Promise<unknown>;

/** Puts every row of the contract table on Fastify: rights, parsing, idempotency, status. */
export function mountApi(app: FastifyInstance, deps: Deps, handlers: Handlers<OperationName>): void {
  app.decorateRequest('principal', null);
  for (const name of Object.keys(api) as OperationName[]) {
    const row: RouteShape = api[name];
    const handler = handlers[name as keyof Api] as LooseHandler;
    const places = placesOf(row, deps.places);
    app.route({
      method: row.method,
      url: apiBase + row.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: { operation: name, unparsed: row.body === 'stream' },
      // A HEAD of a stream would make all of it and send none; of events, for ever.
      exposeHeadRoute: row.out !== 'stream',
      // Before a body is read: whoever is sent away costs next to nothing.
      onRequest: async (request) => {
        if (row.who !== 'anyone') await identify(request, deps);
        places?.refuseWhenFull(laneOf(request));
      },
      handler: (request, reply) =>
        answer(row, (call) => inTurn(places, request, () => handler(call)), deps, request, reply),
    });
  }
}

/** A key is looked up in the database; those who only knock with false ones must not use it up. */
async function identify(request: FastifyRequest, { authenticate, places, door }: Deps): Promise<void> {
  const { authorization = '' } = request.headers;
  const isPerson = /^bearer /i.test(authorization);
  const principal = isPerson
    ? await authenticate(request)
    : await inTurn(places.keys, request, () => authenticate(request));
  request.principal = principal ?? null;
  request.tenantId = principal?.tenantId ?? null;
  if (isPerson && principal?.tenantId) door.knows(authorization, principal.tenantId);
}

/** The place is left when there is an answer, not when it was taken: a slow reader keeps nobody waiting. */
function inTurn<Answer>(places: Admission | undefined, request: FastifyRequest, work: () => Promise<Answer>) {
  // A desk asks again when it has waited for long: what it asked before is for nobody any more.
  return places ? places.within(laneOf(request), work, () => !request.raw.socket.destroyed) : work();
}

/** Requests of one library wait behind each other; those of nobody behind those of nobody. */
const laneOf = (request: FastifyRequest): string => request.tenantId ?? 'nobody';

async function answer(
  row: RouteShape,
  handler: LooseHandler,
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const principal = request.principal ?? undefined;
  const access = accessTo(row.who, principal);
  if (access === 'none') throw principal ? forbidden(row) : new Refusal('NOT_SIGNED_IN');
  refuseForeignContent(row, request);
  const call = { ...parse(row, request), ...scope(row, deps, request, principal), access } as Call<RouteShape>;
  try {
    return await send(row, request, reply, await handler(call));
  } catch (error) {
    if (!(error instanceof Replay)) throw error;
    reply.header('idempotent-replayed', 'true');
    return send(row, request, reply, JSON.parse(error.answer));
  }
}

function forbidden(row: RouteShape): Refusal {
  return new Refusal('FORBIDDEN', { facts: { permission: row.who } });
}

function parse({ params, query, body }: RouteShape, request: FastifyRequest) {
  return {
    params: params && checked(params, request.params, 'params'),
    query: query && checked(query, request.query, 'query'),
    body: body === undefined || body === 'stream' ? undefined : checked(body, request.body, 'body'),
  };
}

function refuseForeignContent(row: RouteShape, request: FastifyRequest): void {
  if (row.body === 'stream' || request.body === undefined) return;
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\b/i.test(type)) throw new Refusal('UNSUPPORTED_MEDIA_TYPE');
}

/**
 * The transaction's context, bound to the caller's own tenant: a handler cannot name another. The operator's lies
 * outside all of them (see inTenant).
 */
function scope(row: RouteShape, deps: Deps, request: FastifyRequest, principal: Principal | undefined) {
  const idempotency = row.method === 'GET' ? undefined : readIdempotency(row, request);
  const context = (): TxContext => {
    if (!principal) throw new Error(`${row.path} has no tenant of its own.`);
    const { tenantId, kind, id } = principal;
    if (!tenantId && kind !== 'operator') throw new Error(`A ${kind} has no tenant.`);
    return { tenantId: tenantId ?? NIL, actor: { kind, id }, requestId: request.id, idempotency };
  };
  // Without the key: what is only read is read anew.
  const unkeyed = () => {
    const { idempotency: _key, ...plain } = context();
    return plain;
  };
  return {
    principal,
    now: deps.now(),
    requestId: request.id,
    idempotency,
    request,
    transaction: <Answer>(work: Parameters<typeof transaction<Answer>>[2]) =>
      transaction(deps.database, context(), work),
    reading: <Answer>(work: Parameters<typeof reading<Answer>>[2]) => reading(deps.database, unkeyed(), work),
    readingFirst: <Answer>(work: Parameters<typeof reading<Answer>>[2]) => reading(deps.database, context(), work),
    browsing: <Answer>(work: Parameters<typeof reading<Answer>>[2]) => browsing(deps, unkeyed(), work),
  };
}

async function send(row: RouteShape, request: FastifyRequest, reply: FastifyReply, answered: unknown) {
  reply.code(successStatus(row));
  if (row.out === 'nothing') return reply.send();
  if (row.out === 'stream') {
    const { contentType, stream, headers = {} } = answered as StreamAnswer;
    return reply.headers(headers).type(contentType).send(stream);
  }
  const parsed = asContracted(row.out, answered, request);
  if (!row.csv || !wantsCsv(request)) return reply.send(parsed);
  return reply.type('text/csv; charset=utf-8; header=present').send(tableOf(row.out, parsed));
}
