import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Limits } from './limits.ts';

/** A certificate and its key, in PEM. */
export type TlsFiles = { cert: Buffer; key: Buffer };

/** Node's server over TLS or not, with the limits that Node sees to by itself. */
export function httpServer(handler: RequestListener, limits: Limits, tls: TlsFiles | undefined): Server {
  const options = {
    headersTimeout: limits.headMs,
    connectionsCheckingInterval: limits.lookMs,
    // A whole request may take as long as it likes: a file may be of any size (see slow-bodies.ts).
    requestTimeout: 0,
    keepAliveTimeout: limits.idleMs,
  };
  const server = tls ? createSecureServer({ ...options, ...tls }, handler) : createServer(options, handler);
  server.setTimeout(limits.silenceMs);
  return server;
}
