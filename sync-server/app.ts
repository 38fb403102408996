import { readFileSync } from 'node:fs';
import type { ServerOptions } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { v7 as uuidv7 } from 'uuid';
import { authenticator } from './auth/authenticate.ts';
import { publishKeys } from './auth/routes.ts';
import type { ServerDeps } from './deps.ts';
import { readBodies } from './http/bodies.ts';
import { closingSignal } from './http/closing.ts';
import { documentation } from './http/documentation.ts';
import { healthRoutes } from './http/health.ts';
import { bodyLimit, limitConnections, nodeLimits, usualLimits } from './http/limits.ts';
import { logOptions } from './http/log.ts';
import { logAnswers } from './http/log-answers.ts';
import { mountApi } from './http/mount.ts';
import { placesFor } from './http/places.ts';
import { answerProblems, sendProblem } from './http/problem.ts';
import { bareHeaders, protectAnswers } from './http/security-headers.ts';
import { endSlowBodies } from './http/slow-bodies.ts';
import { answerUnreadable } from './http/unreadable.ts';
import { databaseMetrics } from './metrics/database-metrics.ts';
import { measureRequests } from './metrics/request-metrics.ts';
import { handlersOf } from './modules.ts';

/** The server without its socket: tests inject requests, main listens. */
export async function buildApp(deps: ServerDeps): Promise<FastifyInstance> {
  const limits = { ...usualLimits, ...deps.limits };
  const app = Fastify({
    logger: logOptions(deps.config.LOG_LEVEL, deps.logTo),
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    bodyLimit,
    connectionTimeout: limits.silenceMs,
    keepAliveTimeout: limits.idleMs,
    return503OnClosing: false, // closing.ts says it in the API's words
    genReqId: (request) => requestIdFrom(request.headers['x-request-id']),
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply.headers(bareHeaders)),
    clientErrorHandler: answerUnreadable,
    trustProxy: deps.config.TRUSTED_PROXIES ?? false,
    ...transport(deps, nodeLimits(limits)),
  });
  limitConnections(app, limits);
  // Its hook is the first: what came in before the server closes is finished.
  const closing = closingSignal(app);
  await protectAnswers(app);
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  logAnswers(app);
  deps.tracing?.followRequests(app);
  readBodies(app);
  endSlowBodies(app, limits);
  answerProblems(app);
  await documentation(app);
  const metrics = deps.metrics ?? new Registry();
  const places = placesFor(deps.database.pool.options.max);
  measureRequests(app, metrics, places.work);
  healthRoutes(app, deps, { registry: metrics, look: databaseMetrics(deps, metrics, app.log) });
  publishKeys(app, deps);
  const modules = handlersOf({ ...deps, closing, isBusy: () => places.work.atWork() > 0, log: app.log, metrics });
  mountApi(app, { ...deps, authenticate: authenticator(deps), places }, modules);
  return app;
}

function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\x21-\x7e]{1,200}$/.test(header) ? header : uuidv7();
}

/** Over TLS or not, with the limits that Node sees to. */
function transport({ config }: ServerDeps, limits: ServerOptions) {
  if (!config.TLS_CERT || !config.TLS_KEY) return { http: limits };
  return { https: { ...limits, cert: readFileSync(config.TLS_CERT), key: readFileSync(config.TLS_KEY) } };
}
