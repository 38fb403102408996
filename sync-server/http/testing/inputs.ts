import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';

/** What somebody may send who means no good, or whose program is broken. */
const hostile: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(
    ...[
      '',
      ' ',
      '\u0000',
      '\ud800',
      'x\u0000y',
      'a'.repeat(5000),
      "'; drop table loans; --",
      '../../etc/passwd',
      '%00',
    ],
    ...['00000000-0000-0000-0000-000000000000', '0000-01-01', '2026-02-30', '9999-12-31', '2026-11-22T25:00:00Z'],
    ...[null, true, false, 0, -1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, [], {}, [[[[]]]], { __proto__: null }],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
);

const Node = z.looseObject({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  minLength: z.number().optional(),
});
type Node = z.infer<typeof Node>;

/** Values that the library really has, so that a request reaches what lies behind its first checks. */
export type Known = { ids: string[]; texts: string[] };

/** Inputs as a schema wants them, mostly; each part of one is now and then something else altogether. */
export function inputsOf(schema: z.ZodType, known: Known): Arbitrary<unknown> {
  return arbitraryOf(Node.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })), known);
}

const mostly = (arbitrary: Arbitrary<unknown>) =>
  fc.oneof({ weight: 12, arbitrary }, { weight: 1, arbitrary: hostile });

function arbitraryOf(given: unknown, known: Known): Arbitrary<unknown> {
  const node = Node.parse(given);
  if ('const' in node) return mostly(fc.constant(node.const));
  if (node.enum) return mostly(fc.constantFrom(...node.enum));
  const ways = node.anyOf ?? node.oneOf;
  if (ways) return fc.oneof(...ways.map((way) => arbitraryOf(way, known)));
  if (node.allOf?.[0]) return arbitraryOf(node.allOf[0], known);
  return mostly(plain(node, known));
}

function plain(node: Node, known: Known): Arbitrary<unknown> {
  const whole = { min: clamped(node.minimum ?? 0), max: clamped(node.maximum ?? 1000) };
  switch (node.type) {
    case 'string':
      return textOf(node, known);
    case 'integer':
      return fc.integer(whole);
    case 'number':
      return fc.double({ ...whole, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(arbitraryOf(node.items ?? {}, known), { maxLength: 4 });
    case 'object':
      return objectOf(node, known);
    default:
      return hostile;
  }
}

const clamped = (bound: number) => Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(bound)));

function objectOf({ properties = {}, required = [] }: Node, known: Known): Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, field]) => [name, arbitraryOf(field, known)] as const);
  const requiredKeys = required.filter((name) => name in properties);
  return fc.record(Object.fromEntries(fields), { requiredKeys });
}

function textOf({ format, pattern, maxLength = 60 }: Node, known: Known): Arbitrary<unknown> {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...known.ids), fc.uuid());
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (format === 'date') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  if (format === 'email') return fc.emailAddress();
  if (format === 'uri') return fc.webUrl();
  if (pattern && !/[(]\?|\\b/.test(pattern)) return fc.stringMatching(new RegExp(pattern));
  return fc.oneof(fc.constantFrom(...known.texts), fc.string({ unit: 'grapheme', maxLength: Math.min(maxLength, 60) }));
}
