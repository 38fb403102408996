import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Problem, RefusalCode } from '#shared/contract/refusals.ts';
import { refusalRow } from '#shared/contract/refusals.ts';
import { methodsOf } from './methods.ts';
import { Refusal } from './refusal.ts';

/** The framework's own errors, in our words. */
const frameworkCodes: Record<string, RefusalCode> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'BAD_JSON',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'BAD_JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'VALIDATION_FAILED',
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_BAD_URL: 'ROUTE_NOT_FOUND',
  FST_ERR_MAX_PARAM_LENGTH: 'ROUTE_NOT_FOUND',
};

/**
 * Connection failures, shutting down, too many clients (SQLSTATE classes 08, 53, 57), a standby or a closed database where
 * the primary should be (55000, 25006), a transaction that was ended because this server stood still in it (25P03, 25P04),
 * and Node's own network codes.
 */
const databaseAway =
  /^(08|53|57P|55000$|25006$|25P0[34]$)|^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|NOTFOUND|HOSTUNREACH)$/;
/** What pg says, without a code, of a connection that broke or could not be had. */
const connectionLost =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error/;
/**
 * Too many wanted the same rows at once: a lock or a statement that took too long, deadlocks and serialization failures
 * that did not end (55P03, 57014, 40P01, 40001). The same request may well succeed in a moment.
 */
const crowded = /^(55P03|57014|40P01|40001)$/;
/** Text that Postgres cannot store: a NUL or an unpaired surrogate (22P05, 22021; in JSON also 22P02). */
const isUnstorable = (code: string, message: string) =>
  /^(22P05|22021)$/.test(code) || (code === '22P02' && message.startsWith('invalid input syntax for type json'));

/** The only map from an error to an answer. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (!(error instanceof Error)) return new Refusal('INTERNAL');
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = frameworkCodes[code];
  if (known) return new Refusal(known);
  if (databaseAway.test(code) || connectionLost.test(error.message))
    return new Refusal('UNAVAILABLE', { retryAfter: 2 });
  if (crowded.test(code)) {
    return new Refusal('UNAVAILABLE', { retryAfter: 2, detail: 'The server is very busy. Please try again shortly.' });
  }
  if (isUnstorable(code, error.message))
    return new Refusal('VALIDATION_FAILED', { detail: 'The text has characters that cannot be kept.' });
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 400 || error instanceof SyntaxError) return new Refusal('BAD_JSON');
  return new Refusal('INTERNAL');
}

export function problemOf(refusal: Refusal, requestId: string): Problem {
  const { status, title, overridable, liftedBy } = refusalRow(refusal.code);
  const { facts, errors } = refusal.details;
  return {
    type: `urn:carrel:problem:${refusal.code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: refusal.message,
    code: refusal.code,
    requestId,
    ...(status === 409 ? { overridable: overridable ?? false } : {}),
    ...(liftedBy ? { liftedBy } : {}),
    ...(facts ? { facts } : {}),
    ...(errors ? { errors } : {}),
  };
}

export function sendProblem(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) {
  const refusal = refusalOf(error);
  if (refusal.code === 'INTERNAL') request.log.error({ err: error }, 'a request failed');
  else if (refusal.code === 'UNAVAILABLE' && refusal !== error)
    request.log.warn({ err: error }, 'the database is away or busy');
  if (refusal.details.retryAfter) reply.header('retry-after', String(Math.ceil(refusal.details.retryAfter)));
  const problem = problemOf(refusal, request.id);
  reply.problem = refusal.code;
  // Also where no hook ran, such as for an address that cannot be decoded.
  reply.header('x-request-id', request.id);
  // After a body that nobody reads to its end there can be no other request.
  if (request.raw.destroyed && !request.raw.complete) reply.header('connection', 'close');
  // RFC 9110 §15.5.2: a 401 says how to sign in.
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>(sendProblem);
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsOf(request.url);
    if (methods.length === 0) return sendProblem(new Refusal('ROUTE_NOT_FOUND'), request, reply);
    // RFC 9110 §15.5.6: a 405 says which methods there are.
    reply.header('allow', methods.join(', '));
    return sendProblem(new Refusal('METHOD_NOT_ALLOWED'), request, reply);
  });
}
