import { z } from 'zod';
import { TenantSlug } from './api/auth.ts';
import { BookAvailability } from './api/catalog.ts';
import { CheckoutAnswer, Override, ReturnAnswer } from './api/loans.ts';
import { NewMember } from './api/members.ts';
import { DeskState, OutboxRow, WedgeProfile } from './desk.ts';
import { Barcode, CardNumber, Id, Instant, pageOf, text } from './primitives.ts';
import { Branch, Loan, Member, MemberStanding } from './records.ts';
import { Problem } from './refusals.ts';
import { ScanEvent } from './scan.ts';
import { SyncBook, SyncCopy } from './sync.ts';
import { Condition } from './vocabulary.ts';

/**
 * What a claim comes to at the desk: the server's answer, its refusal, or that there is no line.
 * Refusals are values here: a screen shows them, nothing is thrown.
 */
export const outcomeOf = <T extends z.ZodType>(answer: T) =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('done'), answer }),
    z.object({ kind: z.literal('refused'), problem: Problem }),
    z.object({ kind: z.literal('offline'), sentence: z.string() }),
  ]);

export const CachedCopy = SyncCopy.extend({ branchCode: z.string() });
/** A row of the catalogue screen: a book with the counts of this branch's copies, from the cache. */
export const CatalogRow = SyncBook.extend({ copies: z.int(), available: z.int() });
export type CatalogRow = z.infer<typeof CatalogRow>;

/** A return as the desk answers it: decided by the server, or kept on disk until the line is back. */
export const DeskReturn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), answer: ReturnAnswer }),
  z.object({ kind: z.literal('refused'), problem: Problem }),
  z.object({ kind: z.literal('queued'), observation: OutboxRow, title: z.string().nullable(), sentence: z.string() }),
]);
export type DeskReturn = z.infer<typeof DeskReturn>;

const nothing = z.object({});
const call = <const I extends z.ZodType, const O extends z.ZodType>(given: I, answer: O) => ({
  in: given,
  out: answer,
});

/** Every call of the window to the core. Names that are not here are refused on the receiving side. */
export const bridgeCalls = {
  'desk.state': call(nothing, DeskState),
  /** Ask a server which branches there are, before enrolling; signs in with a manager's credentials. */
  'desk.listBranches': call(
    z.strictObject({
      serverUrl: z.url(),
      tenant: TenantSlug,
      number: CardNumber,
      password: text(200),
      otp: z.string().optional(),
    }),
    outcomeOf(z.object({ branches: z.array(Branch) })),
  ),
  'desk.enrol': call(
    z.strictObject({
      serverUrl: z.url(),
      tenant: TenantSlug,
      number: CardNumber,
      password: text(200),
      otp: z.string().optional(),
      branchId: Id,
      name: text(100),
    }),
    outcomeOf(nothing),
  ),
  'desk.branches': call(nothing, z.object({ branches: z.array(Branch) })),
  'session.signIn': call(
    z.strictObject({ number: CardNumber, password: text(200), otp: z.string().optional() }),
    outcomeOf(nothing),
  ),
  'session.signOut': call(nothing, nothing),
  /** Somebody is at the desk: postpones the lock. */
  'session.touch': call(nothing, nothing),
  'session.unlock': call(z.strictObject({ password: text(200), otp: z.string().optional() }), outcomeOf(nothing)),

  'members.card': call(z.strictObject({ number: CardNumber }), outcomeOf(MemberStanding)),
  'members.find': call(
    z.strictObject({ query: z.string().max(200), offset: z.int().min(0) }),
    outcomeOf(pageOf(Member)),
  ),
  'members.create': call(NewMember, outcomeOf(Member)),
  'members.loans': call(z.strictObject({ memberId: Id, offset: z.int().min(0) }), outcomeOf(pageOf(Loan))),

  'loans.checkout': call(
    z.strictObject({ barcode: Barcode, membershipNumber: CardNumber, override: Override.optional() }),
    outcomeOf(CheckoutAnswer),
  ),
  'loans.return': call(z.strictObject({ barcode: Barcode, condition: Condition.optional() }), DeskReturn),
  'loans.renew': call(
    z.strictObject({ loanId: Id, override: Override.optional() }),
    outcomeOf(z.object({ loan: Loan })),
  ),

  /** Search as you type, in the cache: answers the same with and without a line. */
  'catalog.search': call(
    z.strictObject({ query: z.string().max(200), offset: z.int().min(0), limit: z.int().min(1).max(500) }),
    z.object({ rows: z.array(CatalogRow), total: z.int(), totalIsCapped: z.boolean() }),
  ),
  'catalog.copies': call(z.strictObject({ bookId: Id }), z.object({ copies: z.array(CachedCopy) })),
  'catalog.copy': call(
    z.strictObject({ barcode: Barcode }),
    z.object({ copy: CachedCopy.nullable(), book: SyncBook.nullable() }),
  ),
  /** Every branch's count of a book: the server's, or what it last said and when. */
  'catalog.elsewhere': call(
    z.strictObject({ bookId: Id }),
    z.object({ availability: BookAvailability.nullable(), saidAt: Instant.nullable(), live: z.boolean() }),
  ),

  'outbox.list': call(
    z.strictObject({ offset: z.int().min(0), limit: z.int().min(1).max(200) }),
    z.object({ rows: z.array(OutboxRow), total: z.int() }),
  ),
  /** A person has seen to it: the row leaves "needs attention" and stays in the record. */
  'outbox.settle': call(z.strictObject({ id: Id }), nothing),

  /** Text from a keyboard wedge or from fingers enters the one scan pipeline. */
  'scan.text': call(z.strictObject({ text: text(4000), source: z.enum(['wedge', 'typed']) }), ScanEvent.nullable()),
  'settings.wedge': call(z.strictObject({ profile: WedgeProfile.optional() }), WedgeProfile),
  'sync.refetch': call(nothing, nothing),

  'print.html': call(
    z.strictObject({ html: z.string().max(200_000), paper: z.enum(['slip', 'a4']) }),
    z.object({ printed: z.boolean(), sentence: z.string().nullable() }),
  ),
  /** The demo library's printable barcodes; null where the desk is not in a demo. */
  'demo.sheet': call(nothing, z.object({ svg: z.string().nullable() })),
} as const;

export type BridgeCalls = typeof bridgeCalls;
export type CallName = keyof BridgeCalls;
export type CallInput<N extends CallName> = z.input<BridgeCalls[N]['in']>;
export type CallOutput<N extends CallName> = z.output<BridgeCalls[N]['out']>;

/** What the core tells the window unasked. */
export const bridgeEvents = {
  state: DeskState,
  scan: ScanEvent,
  /** The cache changed: what is on the screen may be read again. */
  catalogChanged: z.object({ at: Instant }),
  outboxChanged: z.object({ row: OutboxRow }),
} as const;

export type BridgeEvents = typeof bridgeEvents;
export type EventName = keyof BridgeEvents;
export type EventPayload<N extends EventName> = z.output<BridgeEvents[N]>;

/** The frames on the wire, the same over a MessagePort and a WebSocket. */
export const ClientFrame = z.strictObject({ id: z.int(), call: z.string().max(60), input: z.unknown() });
export const HostFrame = z.union([
  z.strictObject({ id: z.int(), ok: z.literal(true), output: z.unknown() }),
  z.strictObject({ id: z.int(), ok: z.literal(false), sentence: z.string() }),
  z.strictObject({ event: z.string(), payload: z.unknown() }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;
export type HostFrame = z.infer<typeof HostFrame>;
