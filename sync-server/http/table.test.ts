import { expect, test } from 'vitest';
import { z } from 'zod';
import { tableOf } from './table.ts';

const Row = z.object({
  book: z.object({ title: z.string() }),
  checkouts: z.int().optional(),
  seen: z.object({ at: z.string(), by: z.string().nullable() }).nullable(),
});
const head = 'book.title,checkouts,seen.at,seen.by';
const linesOf = (out: z.ZodType, answer: unknown) => tableOf(out, answer).replace('\u{feff}', '').split('\r\n');

test('a column for each plain value, however deep it lies, and whichever row has it', () => {
  const data = [
    { book: { title: 'Moby Dick' }, checkouts: 3, seen: null },
    { book: { title: 'Emma' }, seen: { at: 'noon', by: null } },
  ];
  const lines = linesOf(z.object({ data: z.array(Row) }), { data });
  expect(lines).toEqual([head, 'Moby Dick,3,,', 'Emma,,noon,', '']);
});

test('no rows: the columns are there all the same', () => {
  expect(linesOf(z.object({ days: z.array(Row) }), { days: [] })).toEqual([head, '']);
});
