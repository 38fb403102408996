import { readFileSync } from 'node:fs';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { v7 as uuidv7 } from 'uuid';
import { authenticator } from './auth/authenticate.ts';
import { publishKeys } from './auth/routes.ts';
import type { ServerDeps } from './deps.ts';
import { admission } from './http/admission.ts';
import { readBodies } from './http/bodies.ts';
import { documentation } from './http/documentation.ts';
import { healthRoutes } from './http/health.ts';
import { logOptions } from './http/log.ts';
import { logAnswers } from './http/log-answers.ts';
import { mountApi } from './http/mount.ts';
import { answerProblems, sendProblem } from './http/problem.ts';
import { answerUnreadable } from './http/unreadable.ts';
import { databaseMetrics } from './metrics/database-metrics.ts';
import { measureRequests } from './metrics/request-metrics.ts';
import { handlersOf } from './modules.ts';

/** One mebibyte: the largest JSON anybody needs to send is a thousand stocktake scans. */
const bodyLimit = 1_048_576;

/** A few wait for each connection to the database: a short queue uses it fully, a long one only makes everybody wait. */
const placesPerConnection = 10;
const placesOfTenant = 8;

/** The server without its socket: tests inject requests, main listens. */
export async function buildApp(deps: ServerDeps): Promise<FastifyInstance> {
  const app = Fastify({
    logger: logOptions(deps.config.LOG_LEVEL),
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    bodyLimit,
    genReqId: (request) => requestIdFrom(request.headers['x-request-id']),
    frameworkErrors: sendProblem,
    clientErrorHandler: answerUnreadable,
    trustProxy: deps.config.TRUSTED_PROXIES ?? false,
    ...tls(deps),
  });
  await app.register(helmet, { contentSecurityPolicy: false });
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  logAnswers(app);
  readBodies(app);
  answerProblems(app);
  await documentation(app);
  const metrics = new Registry();
  const { max } = deps.database.pool.options;
  const places = admission({ atOnce: placesPerConnection * max, perTenant: placesOfTenant * max });
  measureRequests(app, metrics, places.atWork);
  healthRoutes(app, deps, { registry: metrics, look: databaseMetrics(deps, metrics, app.log) });
  publishKeys(app, deps);
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  const modules = handlersOf({ ...deps, closing: closing.signal, log: app.log, metrics });
  mountApi(app, { ...deps, authenticate: authenticator(deps), admission: places }, modules);
  return app;
}

function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\x21-\x7e]{1,200}$/.test(header) ? header : uuidv7();
}

function tls({ config }: ServerDeps) {
  if (!config.TLS_CERT || !config.TLS_KEY) return {};
  return { https: { cert: readFileSync(config.TLS_CERT), key: readFileSync(config.TLS_KEY) } };
}
