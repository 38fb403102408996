import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { apiBase } from '#shared/contract/api.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { openApiDocument } from './openapi.ts';

/** The OpenAPI document for programs, and a page of it for people at `/docs`. */
export async function documentation(app: FastifyInstance): Promise<void> {
  const document = openApiDocument(packageJson.version);
  const text = JSON.stringify(document);
  app.get(`${apiBase}/openapi.json`, async (_request, reply) => reply.type('application/json').send(text));
  // The plugin's own type knows OpenAPI 3.0 only; it hands a static document through as it is.
  await app.register(swagger, { mode: 'static', specification: { document: JSON.parse(text) } });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
}
