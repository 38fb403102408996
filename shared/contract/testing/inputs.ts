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
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  minLength: z.number().optional(),
});
type Node = z.infer<typeof Node>;

/** Values that the library really has, by the name of the field that they go in. */
export type Known = Record<string, readonly string[]>;

/** `right`: as the schema wants it. `wrong`: each part is now and then something else altogether. */
export type Mood = 'right' | 'wrong';

/** Inputs as a schema wants them, more or less, so that a request also reaches what lies behind its first checks. */
export function inputsOf(schema: z.ZodType, known: Known, mood: Mood): Arbitrary<unknown> {
  const partOf = (given: unknown, name: string): Arbitrary<unknown> => {
    const node = Node.parse(given);
    const plain = fittingOf(node, name);
    return mood === 'right' ? plain : fc.oneof({ weight: 9, arbitrary: plain }, { weight: 1, arbitrary: hostile });
  };
  const fittingOf = (node: Node, name: string): Arbitrary<unknown> => {
    const ways = node.anyOf ?? node.oneOf;
    if ('const' in node) return fc.constant(node.const);
    if (node.enum) return fc.constantFrom(...node.enum);
    if (ways) return fc.oneof(...ways.map((way) => partOf(way, name)));
    if (node.allOf?.[0]) return partOf(node.allOf[0], name);
    if (node.type === 'array') return fc.array(partOf(node.items ?? {}, name), sizeOf(node));
    if (node.type === 'object') return objectOf(node);
    return scalarOf(node, known[name] ?? []);
  };
  const objectOf = ({ properties = {}, required = [] }: Node): Arbitrary<unknown> => {
    const fields = Object.entries(properties).map(([name, field]) => [name, partOf(field, name)] as const);
    const requiredKeys = required.filter((name) => name in properties);
    return fc.record(Object.fromEntries(fields), { requiredKeys });
  };
  return partOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), '');
}

const sizeOf = ({ minItems = 0, maxItems = 4 }: Node) => ({
  minLength: minItems,
  maxLength: Math.max(minItems, Math.min(maxItems, 4)),
});

function scalarOf(node: Node, known: readonly string[]): Arbitrary<unknown> {
  const whole = { min: clamped(node.minimum ?? 0), max: clamped(node.maximum ?? 1000) };
  switch (node.type) {
    case 'string':
      return known.length === 0
        ? textOf(node)
        : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: textOf(node) });
    case 'integer':
      return fc.integer(whole);
    case 'number':
      return fc.double({ ...whole, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return hostile;
  }
}

const clamped = (bound: number) => Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(bound)));

/** None of them leads off this machine. */
const addresses = [
  ...['http://127.0.0.1:9', 'https://[::1]:9/api', 'http://user:password@127.0.0.1:9/?a#b', 'http://localhost:9//'],
  ...['file:///etc/passwd', 'javascript:alert(1)', 'data:,x', 'urn:x'],
];

/** Mostly of these years, and now and then of any. */
const dates = fc.oneof(
  fc.date({ min: new Date('2024-01-01'), max: new Date('2028-12-31'), noInvalidDate: true }),
  fc.date({ noInvalidDate: true }),
);

function textOf({ format, pattern, minLength = 0, maxLength = 60 }: Node): Arbitrary<unknown> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return dates.map((date) => date.toISOString());
  if (format === 'date') return dates.map((date) => date.toISOString().slice(0, 10));
  if (format === 'email') return fc.emailAddress();
  if (format === 'uri') return fc.constantFrom(...addresses);
  if (pattern && !/[(]\?|\\b/.test(pattern)) return fc.stringMatching(new RegExp(pattern));
  const size = { minLength: Math.min(minLength, 60), maxLength: Math.max(minLength, Math.min(maxLength, 60)) };
  return fc.oneof(fc.string(size), fc.string({ ...size, unit: 'grapheme' }));
}
