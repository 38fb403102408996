import fc, { type Arbitrary } from 'fast-check';
import type { InjectOptions } from 'fastify';
import type { z } from 'zod';
import { apiBase } from '#shared/contract/api.ts';
import { outboxHeader } from '#shared/contract/outbox-report.ts';
import type { RouteShape } from '#shared/contract/route.ts';
import { inputsOf, type Known, type Mood } from '#shared/contract/testing/inputs.ts';
import { SandboxEvent, sandboxSignature } from '../../fines/online/sandbox.ts';
import { marcFiles } from './files.ts';

/** Somebody's credentials, as headers. */
export type Credentials = Record<string, string>;

/** Who may call, and with what the payment provider signs. */
export type Callers = { privileged: Credentials; others: Credentials[]; providerSecret: string };

/** A whole request to a route: right in all parts, or wrong in some; by whoever may, mostly. */
export function requestsTo(row: RouteShape, known: Known, callers: Callers): Arbitrary<InjectOptions> {
  const [, subject = ''] = row.path.replace('/sync', '').split('/');
  const here = { ...known, id: known[subject] ?? [] };
  return fc.oneof(requestsIn('right', row, here, callers), requestsIn('wrong', row, here, callers));
}

function requestsIn(mood: Mood, row: RouteShape, known: Known, callers: Callers): Arbitrary<InjectOptions> {
  const part = (schema: z.ZodType | undefined) => (schema ? inputsOf(schema, known, mood) : fc.constant({}));
  const none: Arbitrary<Credentials> = fc.constant({});
  const request = fc.record({
    params: part(row.params),
    query: part(row.query),
    payload: mood === 'right' ? payloadsOf(row, known, mood) : oftenElse(payloadsOf(row, known, mood), anythingElse),
    caller: oftenElse(fc.constant(callers.privileged), fc.constantFrom(...callers.others)),
    headers: mood === 'right' ? none : oftenElse(none, oddHeaders),
  });
  return request.map(({ params, query, payload: { body, type }, caller, headers }) => ({
    method: row.method,
    url: addressOf(row, params, query),
    headers: {
      ...signatureOf(row, body, callers.providerSecret),
      ...(body === undefined ? {} : { 'content-type': type }),
      ...caller,
      ...headers,
    },
    ...(body === undefined ? {} : { payload: body }),
  }));
}

const oftenElse = <T>(often: Arbitrary<T>, seldom: Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: often }, { weight: 1, arbitrary: seldom });

type Payload = { body: string | Buffer | undefined; type: string };

const json = 'application/json';
const nothing: Payload = { body: undefined, type: json };

function payloadsOf({ method, body, tag }: RouteShape, known: Known, mood: Mood): Arbitrary<Payload> {
  if (method === 'GET' || body === undefined) return fc.constant(nothing);
  if (body !== 'stream')
    return inputsOf(body, known, mood).map((value) => ({ body: JSON.stringify(value), type: json }));
  return tag === 'imports' ? marcFiles : paymentEvents(known, mood);
}

/** Bodies that are not what any route wants, under types that some want. */
const anythingElse: Arbitrary<Payload> = fc.record({
  type: fc.constantFrom(
    ...[json, 'application/json; charset=utf-16', 'application/marc', 'application/marcxml+xml', 'application/xml'],
    ...[
      'application/octet-stream',
      'text/csv',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      '',
    ],
  ),
  body: fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom('', '{', 'null', '[]', '"text"', '0', '{"__proto__":{"a":1}}', '{"constructor":{"prototype":{}}}'),
    fc.constantFrom('['.repeat(50_000), '{"a":'.repeat(20_000), 'a=1&b=2', `"${'x'.repeat(1_100_000)}"`),
    fc.json(),
  ),
});

/** What the provider says, signed or not: of payers and payments that exist and that do not. */
const paymentEvents = (known: Known, mood: Mood): Arbitrary<Payload> =>
  inputsOf(SandboxEvent, known, mood).map((event) => ({ body: JSON.stringify(event), type: json }));

function signatureOf({ tag, body }: RouteShape, payload: Payload['body'], secret: string): Credentials {
  if (tag !== 'account' || body !== 'stream' || typeof payload !== 'string') return {};
  return { 'sandbox-signature': sandboxSignature(secret, payload) };
}

/** What Node lets a header hold (RFC 9110 section 5.5). */
const headerText = fc.stringMatching(/^[\x20-\x7e\x80-\xff]{0,60}$/);

/** Headers that somebody may send beside all that; undefined leaves one out. */
const oddHeaders: Arbitrary<Credentials> = fc
  .record(
    {
      accept: fc.constantFrom('text/csv', '*/*', 'application/xml', 'text/csv;q=bad', ''),
      'idempotency-key': fc.oneof(fc.constantFrom('the same key', 'x'.repeat(201)), headerText),
      'x-request-id': headerText,
      authorization: fc.oneof(headerText, fc.constantFrom('Bearer', 'Bearer a.b.c', 'Desk carrel_desk_AAAA', 'Desk ')),
      'x-api-key': headerText,
      [outboxHeader]: fc.oneof(
        headerText,
        fc.constantFrom('3 2026-11-22T09:30:00.000Z', '999999999 0000-01-01T00:00:00Z'),
      ),
      'content-length': fc.constantFrom('0', '5', '-1', 'x'),
      'x-forwarded-for': headerText,
      'sandbox-signature': headerText,
    },
    { requiredKeys: [] },
  )
  .map((headers) => Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)));

function addressOf({ path }: RouteShape, params: unknown, query: unknown): string {
  const given = typeof params === 'object' && params !== null ? params : {};
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(Reflect.get(given, name)));
  const search = Object.entries(typeof query === 'object' && query !== null ? query : {})
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&');
  return `${apiBase}${filled}?${search}`;
}

/** As an address takes it; half a character cannot be written there at all. */
function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return encodeURIComponent(text.toWellFormed());
}
