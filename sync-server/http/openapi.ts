import { z } from 'zod';
import { api, apiBase } from '#shared/contract/api.ts';
import { permissionRow } from '#shared/contract/permissions.ts';
import { Problem, type RefusalCode, refusalRow } from '#shared/contract/refusals.ts';
import { type RouteShape, successStatus, type Who } from '#shared/contract/route.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
  return rest;
};

/** The OpenAPI 3.1 document, made from the contract table. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, row] of Object.entries<RouteShape>(api)) {
    const path = apiBase + row.path;
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: operation(name, row) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Carrel sync server', version, description: 'The circulation desk for libraries with branches.' },
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        person: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        desk: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Desk <key>` of an enrolled desk' },
        integration: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
    },
  };
}

function operation(name: string, row: RouteShape): Json {
  const body =
    row.body instanceof z.ZodType ? { 'application/json': { schema: schemaOf(row.body, 'input') } } : undefined;
  const content = row.body === 'stream' ? unread(row) : body;
  return {
    operationId: name,
    tags: [row.tag],
    summary: row.summary,
    description: whoMay(row.who),
    security: security(row.who),
    parameters: [...parameters('path', row.params), ...parameters('query', row.query), ...headers(row)],
    ...(content ? { requestBody: { content } } : {}),
    responses: { [successStatus(row)]: success(row), ...problems(row) },
  };
}

/** Bytes of which the contract says only in what form they come. */
const unread = ({ streamed = [] }: RouteShape): Json => Object.fromEntries(streamed.map((type) => [type, {}]));

function parameters(where: 'path' | 'query', schema: z.ZodObject | undefined): Json[] {
  if (!schema) return [];
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || !z.safeParse(field as z.ZodType, undefined).success,
    schema: schemaOf(field as z.ZodType, 'input'),
  }));
}

const headers = (row: RouteShape): Json[] =>
  row.method === 'GET'
    ? []
    : [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } }];

function success(row: RouteShape): Json {
  if (row.out === 'nothing') return { description: 'Done' };
  if (row.out === 'stream') return { description: 'A stream', content: unread(row) };
  const json = { 'application/json': { schema: schemaOf(row.out, 'output') } };
  return { description: row.summary, content: row.csv ? { ...json, 'text/csv': {} } : json };
}

function problems(row: RouteShape): Json {
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of row.refusals ?? []) {
    const { status } = refusalRow(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const listed = [...byStatus].map(([status, codes]) => [status, { description: codes.join(', '), content }]);
  return { ...Object.fromEntries(listed), default: { description: 'Any other problem', content } };
}

function whoMay(who: Who): string {
  if (who === 'anyone') return 'For anyone.';
  if (who === 'person') return 'For any signed-in person.';
  if (who === 'operator') return 'For the operator’s key.';
  const row = permissionRow(who);
  return `Needs \`${who}\`: ${row.from} and above${row.desk ? ', desks' : ''}${row.self ? ', members for themselves' : ''}.`;
}

function security(who: Who): Json[] {
  if (who === 'anyone') return [];
  if (who === 'person') return [{ person: [] }];
  if (who === 'operator') return [{ integration: [] }];
  return [{ person: [] }, { integration: [] }, ...(permissionRow(who).desk ? [{ desk: [] }] : [])];
}
