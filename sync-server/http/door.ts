import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { v7 as uuidv7 } from 'uuid';
import { api, apiBase } from '#shared/contract/api.ts';
import type { RefusalCode } from '#shared/contract/refusals.ts';
import type { RouteShape } from '#shared/contract/route.ts';
import { type Places, placesOf } from './places.ts';
import { problemOf } from './problem.ts';
import type { Refusal } from './refusal.ts';
import { bareHeaders } from './security-headers.ts';

export type Door = ReturnType<typeof doorBefore>;

/** Counts who was sent away, with everybody else who was answered. */
type Count = (sentAway: {
  method: string;
  route: string;
  status: number;
  seconds: number;
  operation: string;
  outcome: RefusalCode;
}) => void;

/** As many tokens are remembered. */
const tokensKept = 10_000;
/** A larger body goes the usual way, where somebody sees to it that it ends. */
const smallBody = 65_536;

/**
 * Sends away whom there is no room for before anything is made of the request: at ten times what a server can do, nine
 * in ten of its answers are these, and each must cost it next to nothing. Whose a request is, is known by its token from
 * an earlier one; that a token has ended since, its owner is told when there is room again.
 */
export function doorBefore(places: Places, count: Count) {
  const tenants = new Map<string, string>();
  const routes = routesOfWork(places);

  function lookAt({ method = '', url = '', headers }: IncomingMessage) {
    const tenantId = tenants.get(headers.authorization ?? '');
    const isSmall = !headers['transfer-encoding'] && Number(headers['content-length'] ?? 0) <= smallBody;
    if (tenantId === undefined || !isSmall) return undefined;
    const refusal = places.work.whyFull(tenantId);
    const query = url.indexOf('?');
    const route = query < 0 ? url : url.slice(0, query);
    const operation = refusal && routes.get(`${method} ${route}`);
    return operation && { refusal, operation, route };
  }

  return {
    /** This token was verified, and is one of that library's. */
    knows(authorization: string, tenantId: string): void {
      if (tenants.size >= tokensKept) tenants.clear();
      tenants.set(authorization, tenantId);
    },

    before:
      (handler: RequestListener): RequestListener =>
      (request, response) => {
        const full = lookAt(request);
        if (!full) return handler(request, response);
        const { operation, route, refusal } = full;
        const status = sendAway(refusal, response);
        count({ method: request.method ?? '', route, status, seconds: 0, operation, outcome: refusal.code });
      },
  };
}

/** The operations that are known by their address alone and have their turns with other work, such as checkouts. */
function routesOfWork(places: Places): Map<string, string> {
  const rows = Object.entries<RouteShape>(api).filter(
    ([, row]) => !row.path.includes('{') && placesOf(row, places) === places.work,
  );
  return new Map(rows.map(([operation, { method, path }]) => [`${method} ${apiBase}${path}`, operation]));
}

/** @returns the status */
function sendAway(refusal: Refusal, response: ServerResponse): number {
  const problem = problemOf(refusal, uuidv7());
  const body = JSON.stringify(problem);
  response.writeHead(problem.status, {
    ...bareHeaders,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'retry-after': String(refusal.details.retryAfter),
    'x-request-id': problem.requestId,
  });
  response.end(body);
  return problem.status;
}
