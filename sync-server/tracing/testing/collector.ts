import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const Attribute = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const Span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes: z.array(Attribute),
  status: z.object({ code: z.number(), message: z.string().optional() }),
});
/** OTLP over HTTP as JSON (opentelemetry.io/docs/specs/otlp), of which only what is looked at is read. */
const Traces = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(Span) })) })),
});
export type CollectedSpan = Omit<z.infer<typeof Span>, 'attributes'> & { attributes: Record<string, unknown> };

/** What stands in for an OpenTelemetry collector: takes what an exporter posts. */
export async function startCollector() {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const isTraces = request.method === 'POST' && request.url === '/v1/traces';
    if (isTraces) bodies.push(body);
    response.writeHead(isTraces ? 200 : 404, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const spans = (): CollectedSpan[] =>
    bodies
      .flatMap((body) => Traces.parse(JSON.parse(body)).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))
      .map((span) => ({ ...span, attributes: valuesOf(span.attributes) }));
  return {
    url: urlOf(server),
    spans,
    /** Everything as it came over the wire. */
    bodies,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const valuesOf = (attributes: z.infer<typeof Attribute>[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

/** Takes connections and never says a word. */
export async function startSilentCollector() {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => sockets.add(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: urlOf(server),
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function urlOf(server: Server): string {
  const address = server.address();
  if (!address || typeof address !== 'object') throw new Error('It has no port.');
  return `http://127.0.0.1:${address.port}`;
}
