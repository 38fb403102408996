import { z } from 'zod';
import { Barcode, CardNumber, IanaTimeZone, Id, Instant, LocalDate, LocalTime, Money, text } from './primitives.ts';
import {
  ActorKind,
  Condition,
  CopyStatus,
  HoldStatus,
  ItemType,
  MemberCategory,
  MemberStatus,
  Role,
  StaffRole,
  TransferReason,
  TransferState,
} from './vocabulary.ts';

/** Opening hours of one weekday; null when closed. Monday first (ISO 8601 weekday 1). */
export const OpeningHours = z.array(z.strictObject({ opens: LocalTime, closes: LocalTime }).nullable()).length(7);
export type OpeningHours = z.infer<typeof OpeningHours>;

export const Closure = z.strictObject({ date: LocalDate, reason: text(200) });
export type Closure = z.infer<typeof Closure>;

export const Branch = z.object({
  id: Id,
  code: text(20),
  name: text(200),
  timeZone: IanaTimeZone,
  openingHours: OpeningHours,
});
export type Branch = z.infer<typeof Branch>;

export const Availability = z.object({ total: z.int(), available: z.int() });

export const Book = z.object({
  id: Id,
  isbn: z.string().nullable().meta({ description: 'ISBN-13, digits only' }),
  title: z.string(),
  subtitle: z.string().nullable(),
  authors: z.array(z.string()),
  publisher: z.string().nullable(),
  year: z.int().nullable(),
  language: z.string().nullable().meta({ description: 'MARC three-letter code' }),
  subjects: z.array(z.string()),
  genres: z.array(z.string()),
  description: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Book = z.infer<typeof Book>;

export const FoundBook = Book.extend({ availability: Availability });
export type FoundBook = z.infer<typeof FoundBook>;

/** The short form that travels with a loan or a copy. */
export const BookLabel = Book.pick({ id: true, isbn: true, title: true, authors: true });
export type BookLabel = z.infer<typeof BookLabel>;

export const Copy = z.object({
  id: Id,
  bookId: Id,
  barcode: Barcode,
  homeBranchId: Id,
  currentBranchId: Id,
  status: CopyStatus,
  shelf: z.string().nullable().meta({ description: 'Where it stands: the collection and call number' }),
  itemType: ItemType,
  condition: Condition,
  dueAt: Instant.nullable().meta({ description: 'Only while on loan' }),
  acquiredOn: LocalDate.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Copy = z.infer<typeof Copy>;

export const CopyLabel = Copy.pick({ id: true, barcode: true, homeBranchId: true, shelf: true, itemType: true });
export type CopyLabel = z.infer<typeof CopyLabel>;

export const Member = z.object({
  id: Id,
  number: CardNumber,
  name: text(200),
  category: MemberCategory,
  status: MemberStatus,
  statusReason: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  expiresOn: LocalDate.nullable(),
  homeBranchId: Id.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Member = z.infer<typeof Member>;

/** A copy that waits on a hold shelf for the member. */
export const ReadyHold = z.object({
  id: Id,
  title: z.string(),
  barcode: Barcode,
  pickupBranchId: Id,
  shelfExpiresAt: Instant.nullable(),
  pickupCode: z.string().meta({ description: 'On the slip in the book: the end of the member’s number' }),
});
export type ReadyHold = z.infer<typeof ReadyHold>;

/** A member as the desk needs him: what he has and what stands in the way. */
export const MemberStanding = Member.extend({
  openLoans: z.int(),
  overdueLoans: z.int(),
  loanLimit: z.int(),
  claimedReturns: z.int().meta({ description: 'How often he said of a loan that he had brought it back' }),
  balance: Money,
  readyHolds: z.array(ReadyHold).meta({ description: 'What he can collect, the first to expire first; at most 50' }),
  blocks: z.array(z.object({ code: z.string(), sentence: z.string(), overridable: z.boolean() })),
});
export type MemberStanding = z.infer<typeof MemberStanding>;

export const Loan = z.object({
  id: Id,
  copy: CopyLabel,
  book: BookLabel,
  memberId: Id.nullable(),
  branchId: Id,
  checkedOutAt: Instant,
  dueAt: Instant,
  returnedAt: Instant.nullable(),
  claimedReturnedAt: Instant.nullable().meta({ description: 'When the member said that he had brought it back' }),
  lostAt: Instant.nullable().meta({ description: 'When the copy was declared lost' }),
  renewals: z.int(),
});
export type Loan = z.infer<typeof Loan>;

export const Hold = z.object({
  id: Id,
  bookId: Id,
  memberId: Id,
  pickupBranchId: Id,
  status: HoldStatus,
  position: z.int().nullable(),
  copyId: Id.nullable(),
  placedAt: Instant,
  shelfExpiresAt: Instant.nullable(),
});
export type Hold = z.infer<typeof Hold>;

export const Transfer = z.object({
  id: Id,
  copyId: Id,
  barcode: Barcode,
  fromBranchId: Id,
  toBranchId: Id,
  reason: TransferReason,
  state: TransferState,
  holdId: Id.nullable(),
  requestedAt: Instant,
});
export type Transfer = z.infer<typeof Transfer>;

export const Staff = z.object({
  id: Id,
  number: CardNumber,
  name: text(200),
  email: z.string().nullable(),
  role: StaffRole,
  branchIds: z.array(Id),
  active: z.boolean(),
  otpEnrolled: z.boolean(),
  createdAt: Instant,
});
export type Staff = z.infer<typeof Staff>;

/** Whoever is signed in: a member of staff, or a member. */
export const Person = z.object({
  id: Id,
  role: Role,
  name: z.string(),
  number: z.string(),
  branchId: Id.optional(),
  permissions: z.array(z.string()),
});
export type Person = z.infer<typeof Person>;

export const Desk = z.object({
  id: Id,
  branchId: Id,
  name: text(100),
  createdAt: Instant,
  lastSeenAt: Instant.nullable(),
  queued: z.int().meta({ description: 'Observations that lie on its disk, as it last said' }),
  queuedSince: Instant.nullable(),
});
export type Desk = z.infer<typeof Desk>;

export const AuditEvent = z.object({
  id: Id,
  at: Instant,
  actor: z.object({ kind: ActorKind, id: Id.nullable() }),
  action: z.string().meta({ description: 'what happened, such as loan.checked_out' }),
  entity: z.string(),
  entityId: Id,
  facts: z.record(z.string(), z.unknown()),
  requestId: z.string(),
});
export type AuditEvent = z.infer<typeof AuditEvent>;
