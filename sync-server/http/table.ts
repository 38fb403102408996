import { z } from 'zod';
import { csvOf } from './csv.ts';

/** Where the rows of a table are in an answer, and what they are made of in its schema. */
const Rows = z.union([
  z.object({ data: z.array(z.looseObject({})) }).transform(({ data }) => data),
  z.object({ days: z.array(z.looseObject({})) }).transform(({ days }) => days),
]);
const Listed = z.looseObject({ items: z.unknown() });
const Answer = z.union([
  z.object({ properties: z.object({ data: Listed }) }).transform(({ properties }) => properties.data.items),
  z.object({ properties: z.object({ days: Listed }) }).transform(({ properties }) => properties.days.items),
]);

/** An answer as CSV: its columns are the contract's, whatever the rows hold. */
export function tableOf(out: z.ZodType, answer: unknown): string {
  const schema = z.toJSONSchema(out, { io: 'output', unrepresentable: 'any' });
  return csvOf(Rows.parse(answer), columnsIn(Answer.parse(schema)));
}

const Shape = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  anyOf: z.array(z.unknown()).default([]),
});

function columnsIn(schema: unknown, path = ''): string[] {
  const { properties, anyOf } = Shape.parse(schema);
  if (properties)
    return Object.entries(properties).flatMap(([name, field]) => columnsIn(field, path ? `${path}.${name}` : name));
  // What may be null is one of two: its columns are those of the other.
  const object = anyOf.find((choice) => Shape.parse(choice).properties);
  return object ? columnsIn(object, path) : [path];
}
