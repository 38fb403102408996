import type { FastifyRequest } from 'fastify';
import type { Api, OperationName } from '#shared/contract/api.ts';
import type { AnswerOf, BodyOf, ParamsOf, QueryOf, RouteShape } from '#shared/contract/route.ts';
import type { Access, Principal } from '#shared/rules/permissions.ts';
import type { Tx, TxContext } from '../db/transaction.ts';

/** One request, parsed and judged: what a handler gets to see. */
export type Call<R extends RouteShape> = {
  params: ParamsOf<R>;
  query: QueryOf<R>;
  body: BodyOf<R>;
  principal: R['who'] extends 'anyone' ? undefined : Principal;
  /** How far the caller's right reaches; `all` in most cases. */
  access: Exclude<Access, 'none'>;
  /** The server's clock at the start of the request. */
  now: Date;
  requestId: string;
  /** Set when the client gave an `Idempotency-Key`; handlers that open their own transaction pass it on. */
  idempotency: TxContext['idempotency'];
  /** The bytes of a `stream` body, the address of the caller, and the log. */
  request: FastifyRequest;
  /** One transaction in the caller's tenant; its result is the answer. Once a call. */
  transaction<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer>;
  /** Reads in the caller's tenant. */
  reading<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer>;
  /** The same before somebody outside is asked for something: a key that has its answer is answered with that. */
  readingFirst<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer>;
  /** Reads what may be a little stale: from the replica, where there is one that keeps up. */
  browsing<Answer>(work: (tx: Tx) => Promise<Answer>): Promise<Answer>;
};

/** What a handler of a `stream` route answers: a content type and the bytes, sent as the client takes them. */
export type StreamAnswer = { contentType: string; stream: NodeJS.ReadableStream; headers?: Record<string, string> };

type HandlerAnswer<R extends RouteShape> = R['out'] extends 'stream'
  ? StreamAnswer
  : R['out'] extends 'nothing'
    ? undefined
    : AnswerOf<R>;

export type Handler<R extends RouteShape> = (call: Call<R>) => Promise<HandlerAnswer<R>>;

/** The handlers of some rows of the contract table, by the rows' names. */
export type Handlers<Names extends OperationName> = { [N in Names]: Handler<Api[N]> };
