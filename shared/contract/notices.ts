import { z } from 'zod';
import { Id, Instant, text } from './primitives.ts';

/** What a member is told about. A reminder speaks of loans: due soon or overdue, one or all of a day. */
export const NoticeKind = z.enum(['hold_ready', 'hold_expired', 'fine_charged', 'reminder']);
export type NoticeKind = z.infer<typeof NoticeKind>;

export const ReminderStep = z.enum(['due_soon', 'overdue_first', 'overdue_second', 'overdue_final']);
export type ReminderStep = z.infer<typeof ReminderStep>;

/**
 * `kept`: made, and nobody to send it, because the server has no e-mail or no SMS. `failed`: tried to the end.
 * `dropped`: not sent on purpose; its trouble says why.
 */
export const NoticeState = z.enum(['queued', 'sent', 'kept', 'failed', 'dropped']);
export type NoticeState = z.infer<typeof NoticeState>;

export const NoticeChannel = z.enum(['email', 'sms']);
export type NoticeChannel = z.infer<typeof NoticeChannel>;

/** Why a notice was not sent, or not yet: a sentence for each, to read aloud. None of them names a person. */
export const noticeTroubles = {
  server_unreachable: 'The mail or SMS server could not be reached.',
  sign_in_refused: 'The mail or SMS server did not accept our sign-in.',
  address_refused: 'The mail or SMS server does not know this address.',
  message_refused: 'The mail or SMS server refused the message.',
  no_clear_answer: 'The mail or SMS server did not answer clearly. It may have sent the message.',
  wording_broken: 'The wording of this notice could not be filled in.',
  no_email_server: 'This server has no mail server to send through.',
  no_sms_gateway: 'This server has no SMS gateway to send through.',
  no_address: 'There is no address or number for this member on the channel he is to be told by.',
  unwanted: 'The member does not want to be told of this.',
  out_of_date: 'It was no longer true when it was to be sent.',
} as const;

export const NoticeTrouble = z.enum(
  // The keys of the table above; zod wants them as a tuple that is not empty.
  Object.keys(noticeTroubles) as [keyof typeof noticeTroubles, ...(keyof typeof noticeTroubles)[]],
);
export type NoticeTrouble = z.infer<typeof NoticeTrouble>;

/** A notice as lists show it: the member by his number only. */
export const Notice = z.object({
  id: Id,
  kind: NoticeKind,
  steps: z.array(ReminderStep).meta({ description: 'Of a reminder: what the loans in it have come to' }),
  member: z.object({ id: Id, number: z.string() }),
  state: NoticeState,
  channel: NoticeChannel.nullable(),
  trouble: NoticeTrouble.nullable(),
  sentence: z.string().nullable().meta({ description: 'The trouble in words' }),
  attempts: z.int(),
  createdAt: Instant,
  nextAttemptAt: Instant.nullable().meta({ description: 'Only while queued' }),
  settledAt: Instant.nullable().meta({ description: 'When it was sent, kept, given up or dropped' }),
});
export type Notice = z.infer<typeof Notice>;

/** With what it says, or would have said, as plain text. */
export const WrittenNotice = Notice.extend({
  language: z.string().nullable(),
  subject: z.string().nullable(),
  body: z.string().nullable(),
});
export type WrittenNotice = z.infer<typeof WrittenNotice>;

/** A language tag such as `en`, `de` or `pt-BR` (BCP 47, language and region). */
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'a language such as en or pt-BR');

/** What a member can choose a channel for. */
export const NoticeTopic = z.enum(['hold_ready', 'hold_expired', 'fine_charged', 'due_soon', 'overdue']);
export type NoticeTopic = z.infer<typeof NoticeTopic>;

const WantedChannel = z.enum([...NoticeChannel.options, 'none']);

/** How a member wants to be told. */
export const NoticePreferences = z.strictObject({
  language: Language.nullable().meta({ description: 'Null: the library’s own' }),
  channel: WantedChannel.nullable().meta({ description: 'Null: by e-mail if there is an address, else by SMS' }),
  channels: z.partialRecord(NoticeTopic, WantedChannel).meta({ description: 'Other channels for single topics' }),
  digest: z.boolean().meta({ description: 'All loans that are due or overdue in one message a day' }),
});
export type NoticePreferences = z.infer<typeof NoticePreferences>;

export const defaultPreferences: NoticePreferences = { language: null, channel: null, channels: {}, digest: true };

const days = z.int().min(1).max(365).nullable();

/** When a library reminds; null leaves that reminder out. */
export const NoticeSettings = z
  .strictObject({
    language: Language,
    dueSoonDays: z.int().min(1).max(30).nullable().meta({ description: 'Days before the due date' }),
    overdueDays: z.strictObject({ first: days, second: days, final: days }),
    morningHour: z.int().min(5).max(15).meta({ description: 'From when on, at the member’s own branch' }),
    keepDays: z.int().min(30).max(730).meta({ description: 'Older notices are forgotten, with all they say' }),
  })
  .refine(({ overdueDays: { first, second, final } }) => isAscending([first, second, final]), {
    path: ['overdueDays'],
    message: 'each reminder must come after the one before it',
  });
export type NoticeSettings = z.infer<typeof NoticeSettings>;

function isAscending(steps: (number | null)[]): boolean {
  const given = steps.filter((step) => step !== null);
  return given.every((step, index) => index === 0 || step > (given[index - 1] ?? 0));
}

export const defaultSettings: NoticeSettings = {
  language: 'en',
  dueSoonDays: 2,
  overdueDays: { first: 7, second: 14, final: 28 },
  morningHour: 8,
  keepDays: 180,
};

/** The wording of one kind of notice in one language: Mustache templates, without partials or unescaped values. */
export const Wording = z.strictObject({
  subject: text(500),
  text: text(10_000).meta({ description: 'The plain text of an e-mail' }),
  html: text(40_000).meta({ description: 'The same for programs that show HTML' }),
  sms: text(1000),
});
export type Wording = z.infer<typeof Wording>;
