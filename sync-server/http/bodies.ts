import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The handler reads the body itself, also where it is JSON. */
    unparsed?: boolean;
    operation?: string;
  }
}

/** Content types that a `stream` route reads by itself, as the bytes arrive. */
const streamed = ['application/marc', 'application/marcxml+xml', 'application/xml', 'application/octet-stream'];

/** JSON may be empty where a body is optional; streams are handed on unread, whatever their size. */
export function readBodies(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    // Whoever signed it signed these very characters.
    if (request.routeOptions.config.unparsed) return done(null, body);
    return parseJson(request, body.toString(), done);
  });
  app.addContentTypeParser(streamed, (_request, payload, done) => done(null, payload));
}
