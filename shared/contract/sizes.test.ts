import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { api, type OperationName } from './api.ts';
import type { RouteShape } from './route.ts';

/** Pages of the feed may be longer than those that people see. */
const mostRows = 2000;

/** Lists without pages: what bounds them instead. */
const boundedOtherwise = new Map<OperationName, string>([
  ['suggestBooks', 'ten completions'],
  ['stocktakeProgress', 'the stretches of a branch’s shelves'],
  ['stocktakeAccuracy', 'a fixed number of closed counts, in its statement'],
]);

const rows = Object.entries<RouteShape>(api) as [OperationName, RouteShape][];

const Part = z.looseObject({ type: z.unknown(), maxItems: z.number().optional() });

/** The paths of all lists in a JSON Schema that may be as long as somebody likes. */
function endlessLists(schema: unknown, path = ''): string[] {
  if (Array.isArray(schema)) return schema.flatMap((part, at) => endlessLists(part, `${path}/${at}`));
  const part = Part.safeParse(schema);
  if (schema === null || typeof schema !== 'object') return [];
  const own = part.success && part.data.type === 'array' && part.data.maxItems === undefined ? [path] : [];
  return [...own, ...Object.entries(schema).flatMap(([name, inner]) => endlessLists(inner, `${path}/${name}`))];
}

describe('what may be asked for at once is bounded by the contract', () => {
  it.each(rows.filter(([, { query }]) => query && 'limit' in query.shape))('%s: its rows', (_, { query }) => {
    const limit = query?.shape.limit;
    expect(z.safeParse(limit, String(mostRows + 1)).success).toBe(false);
    expect(z.safeParse(limit, '1').success).toBe(true);
  });

  it.each(rows.filter(([, { body }]) => body instanceof z.ZodType))('%s: the lists in its body', (_, { body }) => {
    if (!(body instanceof z.ZodType)) return;
    expect(endlessLists(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }))).toEqual([]);
  });

  it.each(rows.filter(([, { out }]) => out instanceof z.ZodObject && 'data' in out.shape))(
    '%s: the rows of its answer',
    (name, { query }) => {
      if (!boundedOtherwise.has(name)) expect(Object.keys(query?.shape ?? {})).toContain('limit');
    },
  );
});
