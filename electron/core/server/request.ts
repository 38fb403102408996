import { randomBytes } from 'node:crypto';
import { apiBase } from '#shared/contract/api.ts';
import type { RouteShape } from '#shared/contract/route.ts';

/** The address of a route: its path below the server's, with parameters filled in and the query behind. */
export function addressOf(serverUrl: string, row: RouteShape, params: object, query: object): string {
  const given = new Map<string, unknown>(Object.entries(params));
  const path = row.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (!given.has(name)) throw new Error(`${row.path} needs the parameter "${name}".`);
    return encodeURIComponent(String(given.get(name)));
  });
  const url = new URL(`${serverUrl.replace(/\/+$/, '')}${apiBase}${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url.href;
}

/** Who speaks: a person with a token, or the desk with its key. */
export const asPerson = (token: string) => `Bearer ${token}`;
export const asDesk = (key: string) => `Desk ${key}`;

/**
 * The headers by which a request is found again, at the server and in the audit. A UUID is the 16 bytes of a trace's id
 * too, so that its trace is found under the same id (w3.org/TR/trace-context, "traceparent").
 */
export function tracked(requestId: string): Record<string, string> {
  const traceId = requestId.replaceAll('-', '');
  return { 'x-request-id': requestId, traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` };
}
