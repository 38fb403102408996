import { readFileSync } from 'node:fs';
import Fastify, { type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { v7 as uuidv7 } from 'uuid';
import { authenticator } from './auth/authenticate.ts';
import { publishKeys } from './auth/routes.ts';
import type { ServerDeps } from './deps.ts';
import { readBodies } from './http/bodies.ts';
import { closingSignal } from './http/closing.ts';
import { documentation } from './http/documentation.ts';
import { doorBefore } from './http/door.ts';
import { healthRoutes } from './http/health.ts';
import { httpServer, type TlsFiles } from './http/http-server.ts';
import { bodyLimit, limitConnections, usualLimits } from './http/limits.ts';
import { logOptions } from './http/log.ts';
import { logAnswers } from './http/log-answers.ts';
import { mountApi } from './http/mount.ts';
import { placesFor } from './http/places.ts';
import { answerProblems, sendProblem } from './http/problem.ts';
import { bareHeaders, protectAnswers } from './http/security-headers.ts';
import { endSlowBodies } from './http/slow-bodies.ts';
import { answerUnreadable } from './http/unreadable.ts';
import { databaseMetrics } from './metrics/database-metrics.ts';
import { measureRequests, requestFigures } from './metrics/request-metrics.ts';
import { handlersOf } from './modules.ts';

/** The server without its socket: tests inject requests, main listens. */
export async function buildApp(deps: ServerDeps): Promise<FastifyInstance> {
  const limits = { ...usualLimits, ...deps.limits };
  const metrics = deps.metrics ?? new Registry();
  const places = placesFor(deps.database.pool.options.max);
  const figures = requestFigures(metrics, places.work);
  const door = doorBefore(places, figures.count);
  const tls = tlsFiles(deps.config);
  const app = Fastify({
    logger: logOptions(deps.config.LOG_LEVEL, deps.logTo),
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    bodyLimit,
    return503OnClosing: false, // closing.ts says it in the API's words
    genReqId: (request) => requestIdFrom(request.headers['x-request-id']),
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply.headers(bareHeaders)),
    clientErrorHandler: answerUnreadable,
    trustProxy: deps.config.TRUSTED_PROXIES ?? false,
    ...(tls ? { https: tls } : {}), // only so that Fastify says its address rightly
    serverFactory: (handler) => httpServer(door.before(handler), limits, tls),
  });
  limitConnections(app, limits);
  // Its hook is the first: what came in before the server closes is finished.
  const closing = closingSignal(app);
  await protectAnswers(app);
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  logAnswers(app);
  deps.tracing?.followRequests(app);
  readBodies(app);
  endSlowBodies(app, limits, closing);
  answerProblems(app);
  await documentation(app);
  measureRequests(app, figures);
  healthRoutes(app, deps, { registry: metrics, look: databaseMetrics(deps, metrics, app.log) });
  publishKeys(app, deps);
  const modules = handlersOf({ ...deps, closing, isBusy: () => places.work.atWork() > 0, log: app.log, metrics });
  mountApi(app, { ...deps, authenticate: authenticator(deps), places, door }, modules);
  return app;
}

function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\x21-\x7e]{1,200}$/.test(header) ? header : uuidv7();
}

function tlsFiles({ TLS_CERT, TLS_KEY }: ServerDeps['config']): TlsFiles | undefined {
  return TLS_CERT && TLS_KEY ? { cert: readFileSync(TLS_CERT), key: readFileSync(TLS_KEY) } : undefined;
}
