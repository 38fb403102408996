import { type Context, context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { tracer } from './spans.ts';

type Traced = { span: Span; beneath: Context };

/** A span for each request of the API, by its route's pattern: the address itself may hold a member's number. */
export function traceRequests(app: FastifyInstance): void {
  const underWay = new WeakMap<FastifyRequest, Traced>();
  app.addHook('onRequest', (request, _reply, done) => {
    const { url, method, config } = request.routeOptions;
    if (!config.operation) return done();
    const attributes = {
      'http.request.method': String(method),
      'http.route': url ?? '',
      'carrel.operation': config.operation,
      'carrel.request_id': request.id,
    };
    // The desk's, or a proxy's, traceparent: its trace goes on here.
    const above = propagation.extract(context.active(), request.headers);
    const span = tracer.startSpan(`${method} ${url}`, { kind: SpanKind.SERVER, attributes }, above);
    const beneath = trace.setSpan(above, span);
    underWay.set(request, { span, beneath });
    context.with(beneath, done);
  });
  // Once more when the body has been read: what its stream calls belongs to no request.
  app.addHook('preValidation', (request, _reply, done) => {
    const traced = underWay.get(request);
    if (traced) context.with(traced.beneath, done);
    else done();
  });
  app.addHook('onResponse', async (request, reply) => {
    const traced = underWay.get(request);
    if (traced) endOf(traced.span, request, reply);
  });
}

function endOf(span: Span, request: FastifyRequest, reply: FastifyReply): void {
  span.setAttributes({
    'http.response.status_code': reply.statusCode,
    'carrel.outcome': reply.problem ?? 'done',
    ...(request.tenantId ? { 'carrel.tenant_id': request.tenantId } : {}),
  });
  // A refusal is an answer like any other (opentelemetry.io/docs/specs/semconv/http/http-spans, "Status").
  if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
