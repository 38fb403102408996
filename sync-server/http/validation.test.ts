import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { policiesApi } from '#shared/contract/api/policies.ts';
import { IanaTimeZone, Id, Instant, LocalDate, LocalTime, text } from '#shared/contract/primitives.ts';
import { MemberCategory } from '#shared/contract/vocabulary.ts';
import { Refusal } from './refusal.ts';
import { checked } from './validation.ts';

function faults(schema: z.ZodType, value: unknown) {
  try {
    checked(schema, value, 'body');
  } catch (error) {
    if (error instanceof Refusal) return error.details.errors ?? [];
    throw error;
  }
  return [];
}
const sentences = (schema: z.ZodType, value: unknown) => faults(schema, value).map(({ message }) => message);
const field = (name: string, schema: z.ZodType) => z.strictObject({ [name]: schema });

describe('what is wrong with a request is said in words:', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['a field that is missing', field('title', text(10)), {}, 'The title is missing.'],
    ['one of two words', field('membershipNumber', text(10)), {}, 'The membership number is missing.'],
    ['nothing but spaces', field('name', text(10)), { name: '  ' }, 'The name must not be empty.'],
    ['too long a text', field('name', text(3)), { name: 'Adam' }, 'The name must have at most 3 characters.'],
    ['a NUL', field('name', text(9)), { name: 'a\u0000' }, 'The name must not contain control characters.'],
    ['a number for a text', field('name', text(9)), { name: 1 }, 'The name must be text.'],
    ['a text for a number', field('year', z.int()), { year: 'soon' }, 'The year must be a number.'],
    ['half a day', field('days', z.int()), { days: 1.5 }, 'The days must be a whole number.'],
    ['too much', field('days', z.int().max(9)), { days: 10 }, 'The days must be at most 9.'],
    [
      'an unknown word',
      field('category', MemberCategory),
      { category: 'pirate' },
      'The category must be student, adult, senior or staff.',
    ],
    ['a word that is missing', field('category', MemberCategory), {}, 'The category is missing.'],
    [
      'an id',
      field('branchId', Id),
      { branchId: '7' },
      'The branch id must be an id such as 0190a0a0-0000-7000-8000-000000000000.',
    ],
    ['a day', field('from', LocalDate), { from: 'today' }, 'The from must be a day such as 2026-11-22.'],
    ['a time of day', field('opens', LocalTime), { opens: '9' }, 'The opens must be a time of day such as 18:00.'],
    ['a moment', field('at', Instant), { at: '9' }, 'The at must be a moment such as 2026-11-22T09:30:00.000Z.'],
    [
      'a time zone',
      field('timeZone', IanaTimeZone),
      { timeZone: 'Mars' },
      'The time zone must be an IANA time zone such as Europe/Berlin.',
    ],
    ['nothing to do', z.object({}).refine(() => false, 'say what is to change'), {}, 'Please say what is to change.'],
    ['a field that is not known', field('name', text(9)), { name: 'A', rank: 1 }, 'There is no field “rank” here.'],
    ['no body at all', field('name', text(9)), undefined, 'The body of the request is missing.'],
    ['a list for a body', field('name', text(9)), [], 'The body of the request must be an object.'],
  ])('%s', (_, schema, value, sentence) => {
    expect(sentences(schema, value)).toEqual([sentence]);
  });

  it('an entry of a list is counted as people count, and its path as machines do', () => {
    const { body } = policiesApi.replacePolicies;
    const [fault] = faults(body, { policies: [{ lendable: 'yes' }] });
    expect(fault).toEqual({
      path: 'body.policies.0.lendable',
      message: 'The lendable of entry 1 must be true or false.',
    });
    expect(sentences(z.object({ scans: z.array(text(5)) }), { scans: ['a', ''] })).toEqual([
      'Entry 2 of the scans must not be empty.',
    ]);
  });

  it('of two forms, the one that was nearly right', () => {
    const order = z.union([
      z.object({ bookId: Id, branchId: Id, membershipNumber: text(9) }),
      z.object({ barcode: text(9), membershipNumber: text(9) }),
    ]);
    expect(faults(order, { barcode: '7' })).toEqual([
      { path: 'body.membershipNumber', message: 'The membership number is missing.' },
    ]);
  });
});

it('gives back what the schema makes of a value', () => {
  expect(checked(z.object({ limit: z.coerce.number() }), { limit: '7' }, 'query')).toEqual({ limit: 7 });
});
