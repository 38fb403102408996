import { z } from 'zod';
import { Barcode, CardNumber, Id, Instant, ListQuery, LocalDate, pageOf } from '../primitives.ts';
import { BookLabel, CopyLabel, Hold } from '../records.ts';
import { route } from '../route.ts';
import { HoldStatus, NextStep } from '../vocabulary.ts';
import { Override } from './loans.ts';
import { MemberParams, noSuchMember } from './members.ts';

/** A day in the member's calendar until which he is away: his hold keeps its place and is passed over. */
const AwayUntil = LocalDate.nullable().meta({
  description: 'Passed over before this day; keeps its place in the queue',
});

export const HoldOrder = z.strictObject({
  membershipNumber: CardNumber,
  pickupBranchId: Id,
  suspendedUntil: AwayUntil.optional(),
  override: Override.optional(),
});
export type HoldOrder = z.infer<typeof HoldOrder>;

/** What may change while a hold waits: what is left out stays. */
export const HoldChanges = z
  .strictObject({ suspendedUntil: AwayUntil, pickupBranchId: Id })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'say what is to change');
export type HoldChanges = z.infer<typeof HoldChanges>;

/** A hold as lists show it. */
export const ListedHold = Hold.extend({
  suspendedUntil: LocalDate.nullable(),
  book: BookLabel,
  member: z.object({ id: Id, number: z.string(), name: z.string() }),
  barcode: Barcode.nullable().meta({ description: 'Of the copy that it has been given' }),
});
export type ListedHold = z.infer<typeof ListedHold>;

/** One copy to fetch from the shelves; which hold gets it is decided when it is scanned. */
export const PickListRow = z.object({
  copy: CopyLabel,
  book: BookLabel,
  waiting: z.int().meta({ description: 'Members who wait for this book' }),
});
export type PickListRow = z.infer<typeof PickListRow>;

export const HoldShelfRow = z.object({
  hold: Hold,
  copy: CopyLabel,
  book: BookLabel,
  pickupCode: z.string().meta({ description: 'The end of the member’s number, as on the slip in the book' }),
  shelfExpiresAt: Instant.nullable(),
  expired: z.boolean(),
});
export type HoldShelfRow = z.infer<typeof HoldShelfRow>;

/** A copy that stands on the hold shelf with the slip of a hold that is over, and what is to become of it. */
export const ToClearRow = z.object({
  copy: CopyLabel,
  book: BookLabel,
  pickupCode: z.string().meta({ description: 'On the slip in the book' }),
  because: HoldStatus.extract(['expired', 'cancelled', 'fulfilled']),
  endedAt: Instant,
  next: NextStep.extract(['shelve', 'hold_shelf', 'transit']),
  destination: z.object({ branchId: Id, code: z.string(), name: z.string() }).nullable(),
  nextPickupCode: z.string().nullable().meta({ description: 'Of the next member, for whom it stays here' }),
});
export type ToClearRow = z.infer<typeof ToClearRow>;

export const NotFoundAnswer = z.object({
  barcode: Barcode,
  title: z.string(),
  instead: z
    .object({
      barcode: Barcode,
      shelf: z.string().nullable(),
      branchId: Id,
      code: z.string(),
      name: z.string(),
    })
    .nullable()
    .meta({ description: 'The copy that is asked for now, at this branch or at another' }),
});
export type NotFoundAnswer = z.infer<typeof NotFoundAnswer>;

const ById = z.object({ id: Id });
const asksFor = (description: string) => ListQuery.extend({ query: ListQuery.shape.query.meta({ description }) });

export const holdsApi = {
  placeHold: route({
    method: 'POST',
    path: '/books/{id}/holds',
    tag: 'holds',
    who: 'holds.place',
    summary: 'Put a member on the waitlist of a book',
    params: ById,
    body: HoldOrder,
    out: z.object({ hold: Hold }),
    refusals: [
      'BOOK_NOT_FOUND',
      ...noSuchMember,
      'BRANCH_NOT_FOUND',
      'MEMBER_SUSPENDED',
      'MEMBER_EXPIRED',
      'HOLD_EXISTS',
      'ALREADY_YOURS',
      'WAITLIST_FULL',
    ],
  }),
  cancelHold: route({
    method: 'DELETE',
    path: '/holds/{id}',
    tag: 'holds',
    who: 'holds.place',
    summary: 'Give up a hold; a copy kept for it goes to the next member at once',
    params: ById,
    out: 'nothing',
    refusals: ['HOLD_NOT_FOUND', 'HOLD_STATE'],
  }),
  changeHold: route({
    method: 'PATCH',
    path: '/holds/{id}',
    tag: 'holds',
    who: 'holds.place',
    summary: 'Let a waiting hold be passed over while the member is away, or be collected elsewhere',
    params: ById,
    body: HoldChanges,
    out: z.object({ hold: Hold }),
    refusals: ['HOLD_NOT_FOUND', 'HOLD_STATE', 'BRANCH_NOT_FOUND'],
  }),
  bookHolds: route({
    method: 'GET',
    path: '/books/{id}/holds',
    tag: 'holds',
    who: 'holds.place',
    summary: 'The waitlist of a book in its order; a member sees his own place',
    params: ById,
    query: asksFor('In the name or the number of whoever waits'),
    out: pageOf(ListedHold),
    refusals: ['BOOK_NOT_FOUND'],
  }),
  memberHolds: route({
    method: 'GET',
    path: '/members/{id}/holds',
    tag: 'members',
    who: 'members.read',
    summary: 'What a member waits for, ready ones first',
    params: MemberParams,
    query: asksFor('In the title'),
    out: pageOf(ListedHold),
    refusals: noSuchMember,
  }),
  pickList: route({
    method: 'GET',
    path: '/branches/{id}/pick-list',
    tag: 'holds',
    who: 'holds.read',
    summary: 'Copies to fetch from this branch’s shelves for members who wait, in shelf order',
    params: ById,
    query: ListQuery.omit({ sort: true, query: true }),
    out: pageOf(PickListRow),
    refusals: ['BRANCH_NOT_FOUND'],
  }),
  copyNotFound: route({
    method: 'POST',
    path: '/branches/{id}/pick-list/not-found',
    tag: 'holds',
    who: 'copies.write',
    summary: 'A copy of the pick list is not on its shelf: it is missing, and the next copy is asked for',
    params: ById,
    body: z.strictObject({ barcode: Barcode }),
    out: NotFoundAnswer,
    status: 200,
    refusals: ['COPY_NOT_FOUND', 'COPY_STATE'],
  }),
  holdShelf: route({
    method: 'GET',
    path: '/branches/{id}/hold-shelf',
    tag: 'holds',
    who: 'holds.read',
    summary: 'What waits for collection at this branch, expired first',
    params: ById,
    query: asksFor('In the barcode or the title'),
    out: pageOf(HoldShelfRow),
    refusals: ['BRANCH_NOT_FOUND'],
  }),
  holdShelfToClear: route({
    method: 'GET',
    path: '/branches/{id}/hold-shelf/to-clear',
    tag: 'holds',
    who: 'holds.read',
    summary: 'What still stands on the hold shelf although its hold is over, until it is scanned',
    params: ById,
    query: asksFor('In the barcode or the title'),
    out: pageOf(ToClearRow),
    refusals: ['BRANCH_NOT_FOUND'],
  }),
};
