import { z } from 'zod';
import { ReturnAnswer, ReturnOrder } from './api/loans.ts';
import { TransferReceipt } from './api/transfers.ts';
import { Id, Instant } from './primitives.ts';
import { Branch, Person } from './records.ts';
import { Problem } from './refusals.ts';
import { BarcodePatterns, ScannerStatus, WedgeSettings } from './scan.ts';

/** Where the desk's line to the server stands: always one of these three words on the status bar. */
export const Connection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('live'), since: Instant }),
  z.object({ kind: z.literal('behind'), since: Instant, lastCaughtUpAt: Instant.nullable() }),
  z.object({ kind: z.literal('offline'), since: Instant, lastCaughtUpAt: Instant.nullable() }),
]);
export type Connection = z.infer<typeof Connection>;

/** How the cache is getting on. `loading` is the first snapshot, or one taken afresh, with the reason said plainly. */
export const CacheState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('empty') }),
  z.object({ kind: z.literal('loading'), done: z.int(), total: z.int(), reason: z.string() }),
  z.object({ kind: z.literal('ready'), books: z.int(), copies: z.int(), caughtUpAt: Instant }),
]);
export type CacheState = z.infer<typeof CacheState>;

export const ObservationState = z.enum(['queued', 'applied', 'needs_attention', 'settled']);
export type ObservationState = z.infer<typeof ObservationState>;

/** What every line of the outbox says, whatever was observed. */
const OnDisk = z.object({
  id: Id,
  sequence: z.int(),
  observedAt: Instant,
  state: ObservationState,
  title: z.string().nullable(),
  problem: Problem.nullable(),
  /** What to do about it, in words, while it needs attention. */
  advice: z.string().nullable(),
});

/** An observation on the desk's disk: queued, sent, and what the server made of it. */
export const Observation = z.discriminatedUnion('kind', [
  OnDisk.extend({ kind: z.literal('return'), order: ReturnOrder, answer: ReturnAnswer.nullable() }),
  OnDisk.extend({ kind: z.literal('transfer_receipt'), order: TransferReceipt, answer: ReturnAnswer.nullable() }),
]);
export type Observation = z.infer<typeof Observation>;
/** What the server makes of an observation. */
export type ObservationAnswer = NonNullable<Observation['answer']>;
/** An observation before it is on the disk. */
export type NewObservation = Observation extends infer O
  ? O extends Observation
    ? Pick<O, 'kind' | 'order'>
    : never
  : never;

/** A line of the outbox. One that can no longer be read is never sent; `advice` says what to do instead. */
export const OutboxRow = z.discriminatedUnion('kind', [
  ...Observation.options,
  OnDisk.extend({ kind: z.literal('unreadable'), order: z.null(), answer: z.null() }),
]);
export type OutboxRow = z.infer<typeof OutboxRow>;

/** The keyboard wedge's recognition settings, kept on the desk. */
export const WedgeProfile = WedgeSettings;
export type WedgeProfile = z.infer<typeof WedgeProfile>;

/** The printer for each paper, by the system's name for it, kept on the desk. */
export const Printers = z.strictObject({ slip: z.string().max(300).nullable(), a4: z.string().max(300).nullable() });
export type Printers = z.infer<typeof Printers>;

/** Everything that the window needs to know of the desk at any time; no member is in it. */
export const DeskState = z.object({
  mode: z.enum(['electron', 'browser']),
  version: z.string(),
  demo: z.boolean(),
  enrolled: z
    .object({ deskId: Id, deskName: z.string(), serverUrl: z.string(), tenant: z.string(), branch: Branch })
    .nullable(),
  session: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('signed_out') }),
    z.object({ kind: z.literal('signed_in'), person: Person }),
    z.object({ kind: z.literal('locked'), person: Person }),
  ]),
  connection: Connection,
  cache: CacheState,
  outbox: z.object({ queued: z.int(), needsAttention: z.int(), sentence: z.string().nullable() }),
  scanners: ScannerStatus,
  barcodePatterns: BarcodePatterns.nullable(),
  currency: z.string(),
  /** What the enrolment form offers as the server's address. */
  suggestedServerUrl: z.string().optional(),
  /** What is not as it should be on this computer, in sentences: no keyring, a settings file that was damaged. */
  notices: z.array(z.string()).optional(),
});
export type DeskState = z.infer<typeof DeskState>;
