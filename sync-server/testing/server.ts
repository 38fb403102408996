import type { FastifyInstance, InjectOptions } from 'fastify';
import { apiBase } from '#shared/contract/api.ts';
import { buildApp } from '../app.ts';
import { signingKeys } from '../auth/signing-keys.ts';
import { openDatabase } from '../db/database.ts';
import { testDatabase } from '../db/test-database.ts';
import type { ServerDeps } from '../deps.ts';
import { testClock } from './clock.ts';
import { keepOutOfLogs, keptLog, tellingIn } from './kept-log.ts';
import { aLibrary } from './library.ts';

export const operatorKey = 'operator-key-of-the-tests';

/** Whose credentials a request carries: a JWT, a desk's key, an integration's or the operator's, or nothing. */
export type Caller = { token: string } | { deskKey: string } | { apiKey: string } | undefined;

type More = { headers?: Record<string, string>; remoteAddress?: string };

export type TestServer = Awaited<ReturnType<typeof buildTestServer>>;

/** The real server on a real, fresh database, with one library in it and a clock that stands still until told. */
export async function buildTestServer(
  settings: Partial<ServerDeps['config']> = {},
  limits: ServerDeps['limits'] = {},
  logTo: ServerDeps['logTo'] = keptLog('server'),
) {
  const db = await testDatabase();
  const clock = testClock();
  const config = { LOG_LEVEL: logTo ? 'trace' : 'error', CARREL_OPERATOR_KEY: operatorKey, ...settings } as const;
  const app = await buildApp({ database: db.database, config, now: clock.now, limits, logTo });
  const world = { owner: db.owner, keys: signingKeys(db.database), clock };
  return {
    app,
    db,
    clock,
    library: await aLibrary(world),
    /** Another tenant in the same database. */
    anotherLibrary: () => aLibrary(world),
    call: caller(app),
    /** A second server on the same database, with connections of its own. */
    async anotherServer() {
      const database = openDatabase({ url: db.serverUrl, max: 20 });
      const other = await buildApp({ database, config, now: clock.now });
      const close = async () => {
        await other.close();
        await database.close();
      };
      return { app: other, database, call: caller(other), close };
    },
    close: async () => {
      await app.close();
      await db.drop();
    },
  };
}

/** `call({ token }, 'GET', '/books')`: one request below /api/v1, its answer parsed. */
function caller(app: FastifyInstance) {
  return async (
    who: Caller,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    more: More = {},
  ) => {
    const options: InjectOptions = { method, url: apiBase + path, headers: { ...credentials(who), ...more.headers } };
    if (body !== undefined) options.payload = body;
    if (more.remoteAddress) options.remoteAddress = more.remoteAddress;
    const answer = await app.inject(options);
    const isJson = /[/+]json\b/.test(String(answer.headers['content-type'] ?? ''));
    keepOutOfLogs([...tellingIn(body), ...tellingIn(isJson && answer.json())]);
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      body: isJson ? answer.json() : undefined,
    };
  };
}

function credentials(who: Caller): Record<string, string> {
  if (!who) return {};
  if ('token' in who) return { authorization: `Bearer ${who.token}` };
  if ('deskKey' in who) return { authorization: `Desk ${who.deskKey}` };
  return { 'x-api-key': who.apiKey };
}
