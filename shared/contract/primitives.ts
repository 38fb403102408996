import { z } from 'zod';

/**
 * A UUIDv7 as text: sorts by the time it was made (RFC 9562 §5.7). In small letters, as Postgres writes it, whatever it
 * was given in (RFC 9562 §4): ids are compared as text.
 */
export const Id = z.uuid().toLowerCase();
export type Id = z.infer<typeof Id>;

// The calendar of Postgres has no year 0, and its clock no distance from UTC of 16 hours or more.
const knownYear = (text: string) => !text.startsWith('0000');
const nearUtc = (text: string) => !/[+-](1[6-9]|2\d):\d\d$/.test(text);

/** A moment, ISO 8601 in UTC with milliseconds: `2026-11-22T09:30:00.000Z`. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine((text) => knownYear(text) && nearUtc(text), 'a moment such as 2026-11-22T09:30:00.000Z');
export type Instant = z.infer<typeof Instant>;

/** A day on a branch's own calendar: `2026-11-22`. */
export const LocalDate = z.iso.date().refine(knownYear, 'a day such as 2026-11-22');
export type LocalDate = z.infer<typeof LocalDate>;

/** A time of day on a branch's own clock, 24 hours: `18:00`. */
export const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 18:00');

/**
 * Money in minor units (cents) with its ISO 4217 currency; never a float. Sums have no bound of their own: a year's fines in
 * rupiah are long numbers. What somebody types has one.
 */
export const Money = z.strictObject({
  amount: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as USD'),
});
export type Money = z.infer<typeof Money>;

// Control characters never belong in a name, a title or a code; Postgres refuses NUL outright.
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it looks for
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** One line or more of text that a person typed, trimmed, without control characters, 1 to `max` characters. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !controlCharacters.test(value), 'must not contain control characters')
    // Half a surrogate pair would silently become a replacement character in the database.
    .refine((value) => value.isWellFormed(), 'must not contain half a character');

/** What is printed on a copy. 1–64 characters; whether its check digit is right is another question (scan.ts). */
export const Barcode = text(64);

/** What is printed on a card: a member's or a staff member's number. */
export const CardNumber = text(64);

export const IanaTimeZone = z.string().refine(isTimeZone, 'an IANA time zone such as Europe/Berlin');

function isTimeZone(name: string): boolean {
  // A bare offset is none: the browser takes +05:00 for east of Greenwich, Postgres for west (POSIX).
  if (/^[+-]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const Limit = z.coerce.number().int().min(1).max(100).default(20);

/** Query flags arrive as text: only `true` and `false` are words for it. */
export const Flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });

/** What every list takes. `sort` is a field name, with `-` in front for descending. */
export const ListQuery = z.object({
  limit: Limit,
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  sort: z
    .string()
    .regex(/^-?[a-zA-Z]{1,40}$/, 'a field name, with - in front for descending')
    .optional(),
  query: z.string().trim().max(200).optional(),
});

export const PageMeta = z.object({
  total: z.int().min(0).meta({ description: 'Counted up to a cap in searches; totalIsCapped says so' }),
  totalIsCapped: z.boolean().optional(),
  limit: z.int(),
  offset: z.int(),
  hasMore: z.boolean(),
});

/** The answer of every list: `{ data, meta }`. */
export const pageOf = <T extends z.ZodType>(row: T) => z.object({ data: z.array(row), meta: PageMeta });

/** The answer of feeds and of the audit: a cursor that only the server understands. */
export const feedOf = <T extends z.ZodType>(row: T) => z.object({ data: z.array(row), cursor: z.string().nullable() });
