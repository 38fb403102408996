import type { z } from 'zod';
import type { Permission } from './permissions.ts';
import type { RefusalCode } from './refusals.ts';

/** Who may call: anyone, any signed-in person, the operator's key, or whoever holds a permission. */
export type Who = 'anyone' | 'person' | 'operator' | Permission;

export type RouteShape = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`; parameters as `{id}`. */
  path: `/${string}`;
  summary: string;
  tag: string;
  who: Who;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** A zod schema for JSON; `'stream'` where the handler reads the bytes itself. */
  body?: z.ZodType | 'stream';
  /** A zod schema for JSON; `'stream'` where the handler writes the bytes itself; `'nothing'` for 204. */
  out: z.ZodType | 'stream' | 'nothing';
  /** The media types of a stream, whichever way it goes. */
  streamed?: readonly string[];
  /** Default: 201 for POST, 204 for `nothing`, else 200. */
  status?: 200 | 201 | 202 | 204;
  refusals?: readonly RefusalCode[];
  /** Callers that accept `text/csv` get the rows (`data`, or the dashboard's `days`) as a table. */
  csv?: true;
  /** The answer carries a secret that is shown once: its idempotent replay is kept sealed, not in clear. */
  secret?: true;
};

/** One row of the contract table. */
export const route = <const R extends RouteShape>(row: R): R => row;

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type Given<T> = T extends z.ZodType ? z.input<T> : undefined;

export type ParamsOf<R extends RouteShape> = Parsed<R['params']>;
export type QueryOf<R extends RouteShape> = Parsed<R['query']>;
export type BodyOf<R extends RouteShape> = Parsed<R['body']>;
export type AnswerOf<R extends RouteShape> = Given<R['out']>;

/** What a client hands in and gets back. */
export type GivenParams<R extends RouteShape> = Given<R['params']>;
export type GivenQuery<R extends RouteShape> = Given<R['query']>;
export type GivenBody<R extends RouteShape> = Given<R['body']>;
export type ReceivedOf<R extends RouteShape> = Parsed<R['out']>;

/** The status of a route's success. */
export function successStatus(row: RouteShape): number {
  if (row.status) return row.status;
  if (row.out === 'nothing') return 204;
  return row.method === 'POST' ? 201 : 200;
}
