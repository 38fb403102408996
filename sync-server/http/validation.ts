import type { z } from 'zod';
import { Refusal } from './refusal.ts';

/** Where in the request a value stands. */
type Part = 'body' | 'query' | 'params';
type Issue = z.core.$ZodIssue;
type Fault = { path: string; message: string };

/**
 * The value as the schema has it.
 * @throws Refusal VALIDATION_FAILED with a sentence for each field that is not right
 */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, part: Part): z.output<Schema> {
  const result = schema.safeParse(value, { error: clauseOf });
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) => faultsIn(issue, [part]));
  throw new Refusal('VALIDATION_FAILED', { detail: errors[0]?.message, errors });
}

/** Of forms that exclude each other, the one that was most likely meant: the one with the least wrong in it. */
function faultsIn(issue: Issue, above: PropertyKey[]): Fault[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const [nearest = []] = issue.errors.toSorted((one, other) => one.length - other.length);
    return nearest.flatMap((nested) => faultsIn(nested, path));
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: `There is no field “${key}” here.` }));
  return [{ path: path.join('.'), message: sentenceOf(nameOf(path), issue.message) }];
}

/**
 * Schemas word a clause about the field (`must be …`), name what they want (`a day such as …`), ask for it (`say what …`)
 * or say what holds (`each reminder must …`).
 */
function sentenceOf(name: string, clause: string): string {
  if (/^(is|must|does|has) /.test(clause)) return `${name} ${clause}.`;
  if (clause.startsWith('say ')) return `Please ${clause}.`;
  if (clause.includes(' must ')) return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
  return `${name} must be ${clause}.`;
}

/** `body.policies.1.loanDays` is “The loan days of entry 2”. */
function nameOf([part, ...path]: PropertyKey[]): string {
  const fields = path.filter((step) => typeof step === 'string');
  const entry = path.findLast((step) => typeof step === 'number');
  const last = path.at(-1);
  const field = fields.at(-1)?.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  if (last === undefined || field === undefined) return part === 'body' ? 'The body of the request' : 'The address';
  if (entry === undefined) return `The ${field}`;
  return typeof last === 'number' ? `Entry ${entry + 1} of the ${field}` : `The ${field} of entry ${entry + 1}`;
}

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const formats: Record<string, string> = {
  uuid: 'an id such as 0190a0a0-0000-7000-8000-000000000000',
  email: 'an e-mail address',
  date: 'a day such as 2026-11-22',
  datetime: 'a moment such as 2026-11-22T09:30:00.000Z',
  url: 'an address such as https://example.org',
};

/** What zod found wrong, as a clause about the field; schemas that have words of their own are not asked. */
function clauseOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `must be ${oneOf(issue.values)}`;
    case 'invalid_format':
      return formats[issue.format] ? `must be ${formats[issue.format]}` : 'is not written as it must be';
    case 'too_small':
      return `must ${sizeOf(issue.origin, 'least', issue.minimum)}`;
    case 'too_big':
      return `must ${sizeOf(issue.origin, 'most', issue.maximum)}`;
    case 'invalid_union':
      return issue.input === undefined ? 'is missing' : 'does not fit any of the forms that it may have';
    default:
      return 'is not right';
  }
}

function sizeOf(origin: string, bound: 'least' | 'most', size: number | bigint): string {
  if (origin === 'string')
    return size === 1 && bound === 'least' ? 'not be empty' : `have at ${bound} ${size} characters`;
  if (origin === 'array') return `have at ${bound} ${size} ${size === 1 ? 'entry' : 'entries'}`;
  return `be at ${bound} ${size}`;
}

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? String(values[0]) : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
