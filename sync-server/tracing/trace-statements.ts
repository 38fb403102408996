import { AsyncResource } from 'node:async_hooks';
import { type Span, SpanKind, trace } from '@opentelemetry/api';
import type pg from 'pg';
import { markFailed, tracer } from './spans.ts';

const about = { kind: SpanKind.CLIENT, attributes: { 'db.system.name': 'postgresql' } };

/**
 * A span for each statement by its name (`sql('checkout.facts', …)`), and for the wait for a connection; neither text nor
 * values. Done to the pool of a traced server only, so that others pay nothing. What nobody asked for, such as the job
 * queue's polling, has none.
 */
export function traceStatements(pool: pg.Pool): void {
  pool.on('connect', (client) => traceClient(client));
  const connect = pool.connect;
  pool.connect = function tracedConnect(this: pg.Pool, ...given: unknown[]) {
    const [callback] = given;
    // The pool calls it in the name of whoever gave the connection back.
    if (typeof callback === 'function')
      return Reflect.apply(connect, this, [AsyncResource.bind((...answer: unknown[]) => callback(...answer))]);
    const span = beneathActive('pool.connect');
    const connected: Promise<unknown> = Reflect.apply(connect, this, given);
    if (span) endWith(span, connected);
    return connected;
  } as typeof connect;
}

function traceClient(client: pg.PoolClient): void {
  const query = client.query;
  client.query = function tracedQuery(this: pg.PoolClient, ...given: unknown[]) {
    const span = beneathActive(nameOf(given[0]));
    if (!span) return Reflect.apply(query, this, given);
    const callback = given.at(-1);
    if (typeof callback === 'function') {
      const told = (error: unknown, ...answer: unknown[]) => {
        end(span, error);
        callback(error, ...answer);
      };
      return Reflect.apply(query, this, [...given.slice(0, -1), told]);
    }
    const answered: Promise<unknown> = Reflect.apply(query, this, given);
    endWith(span, answered);
    return answered;
  } as typeof query;
}

const beneathActive = (name: string): Span | undefined =>
  trace.getActiveSpan()?.isRecording() ? tracer.startSpan(name, about) : undefined;

function endWith(span: Span, answered: Promise<unknown>): void {
  answered.then(
    () => end(span),
    (error) => end(span, error),
  );
}

function end(span: Span, error?: unknown): void {
  if (error) markFailed(span, error);
  span.end();
}

/** A statement without a name of its own is known by its first word: `begin`, `commit`. */
function nameOf(statement: unknown): string {
  const { name, text } = typeof statement === 'object' ? { name: '', text: '', ...statement } : { text: statement };
  const word = /^\s*([a-z]+)/i.exec(String(text))?.[1];
  return name || (word?.toLowerCase() ?? 'statement');
}
