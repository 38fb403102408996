import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { api, apiBase } from '#shared/contract/api.ts';
import { Problem } from '#shared/contract/refusals.ts';
import type { RouteShape } from '#shared/contract/route.ts';
import { buildTestServer, operatorKey, type TestServer } from '../testing/server.ts';
import { inputsOf, type Known } from './testing/inputs.ts';

// Whatever comes in, the server answers it or says in words why not; and what it refuses leaves nothing behind.

const runs = Number(process.env.CARREL_FUZZ_RUNS ?? 12);
const seed = Number(process.env.CARREL_SEED ?? 20_261_122);

let server: TestServer;
let known: Known;
let fingerprint: string;

beforeAll(async () => {
  server = await buildTestServer();
  const { library } = server;
  const copies = await Promise.all(['FIC MOR', 'REF 12'].map((shelf) => library.aCopy({ shelf })));
  const [lent] = copies;
  if (lent) await library.aLoan({ copyId: lent.id, memberId: library.member.id });
  known = {
    ids: [library.branches.main.id, library.member.id, ...copies.flatMap(({ id, bookId }) => [id, bookId])],
    texts: [
      library.member.number,
      library.staff.librarian.number,
      library.slug,
      ...copies.map(({ barcode }) => barcode),
    ],
  };
  fingerprint = await fingerprintOf(server);
});
afterAll(() => server.close());

/** Rows that a refusal may touch: tries at signing in are counted, and a desk or a session was seen. */
const touched = ['sign_in_failures', 'desks', 'session_families', 'idempotency', 'signing_keys'];

/** A statement that tells how many rows each table has, and which transaction wrote last. */
async function fingerprintOf({ db }: TestServer): Promise<string> {
  const { rows } = await db.owner.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
       and c.relname <> all($1)`,
    [touched],
  );
  const parts = rows.map(
    ({ name }) => `select '${name}' as name, count(*), max(xmin::text::bigint) as last from ${name}`,
  );
  return `select md5(string_agg(t::text, ',' order by name)) as seen from (${parts.join(' union all ')}) t`;
}

const state = async (): Promise<string> => (await server.db.owner.query(fingerprint)).rows[0].seen;

const rows = (Object.entries(api) as [string, RouteShape][]).filter(([name]) => name !== 'events');

describe.each(rows)('%s', (_name, row) => {
  it('answers whatever comes, and keeps nothing of what it refuses', async () => {
    const part = (schema: z.ZodType | undefined) => (schema ? inputsOf(schema, known) : fc.constant({}));
    const body = row.body instanceof z.ZodType ? part(row.body) : fc.constant(undefined);
    const input = fc.record({ params: part(row.params), query: part(row.query), body });
    const judged = fc.asyncProperty(input, async (given) => {
      const before = await state();
      const { status, text, type } = await send(row, given);
      expect(status, text).toBeLessThan(500);
      if (status < 400) return;
      expect(type).toContain('application/problem+json');
      expect(Problem.safeParse(JSON.parse(text)).error).toBeUndefined();
      expect(await state(), `${status} left something behind: ${text}`).toBe(before);
    });
    await fc.assert(judged, { numRuns: runs, seed, endOnFailure: true });
  });
});

type Given = { params: unknown; query: unknown; body: unknown };

async function send(row: RouteShape, { params, query, body }: Given) {
  const given = typeof params === 'object' && params !== null ? params : {};
  const path = row.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(Reflect.get(given, name)));
  const search = Object.entries(typeof query === 'object' && query !== null ? query : {})
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&');
  const answer = await server.app.inject({
    method: row.method,
    url: `${apiBase}${path}?${search}`,
    headers: await credentials(row),
    ...(row.method !== 'GET' && body !== undefined
      ? { payload: JSON.stringify(body), headers: { ...(await credentials(row)), 'content-type': 'application/json' } }
      : {}),
  });
  return { status: answer.statusCode, text: answer.body, type: answer.headers['content-type'] };
}

async function credentials(row: RouteShape): Promise<Record<string, string>> {
  if (row.who === 'anyone') return {};
  if (row.who === 'operator') return { 'x-api-key': operatorKey };
  return { authorization: `Bearer ${server.library.tokens.admin}` };
}

/** As an address takes it; half a character cannot be written there at all. */
function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return encodeURIComponent(text.toWellFormed());
}
