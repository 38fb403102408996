import { z } from 'zod';
import { Barcode, CardNumber, Id, Instant, ListQuery, LocalDate, pageOf } from '../primitives.ts';
import { BookLabel, CopyLabel, Hold } from '../records.ts';
import { route } from '../route.ts';
import { Override } from './loans.ts';
import { MemberParams } from './members.ts';

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

export const HoldChanges = z.strictObject({ suspendedUntil: AwayUntil });

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

const ById = z.object({ id: Id });

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
      'MEMBER_NOT_FOUND',
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
    summary: 'Let a waiting hold be passed over while the member is away',
    params: ById,
    body: HoldChanges,
    out: z.object({ hold: Hold }),
    refusals: ['HOLD_NOT_FOUND', 'HOLD_STATE'],
  }),
  bookHolds: route({
    method: 'GET',
    path: '/books/{id}/holds',
    tag: 'holds',
    who: 'holds.place',
    summary: 'The waitlist of a book in its order; a member sees his own place',
    params: ById,
    query: ListQuery,
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
    query: ListQuery,
    out: pageOf(ListedHold),
    refusals: ['MEMBER_NOT_FOUND'],
  }),
  pickList: route({
    method: 'GET',
    path: '/branches/{id}/pick-list',
    tag: 'holds',
    who: 'holds.read',
    summary: 'Copies to fetch from this branch’s shelves for members who wait, in shelf order',
    params: ById,
    query: ListQuery,
    out: pageOf(PickListRow),
    refusals: ['BRANCH_NOT_FOUND'],
  }),
  holdShelf: route({
    method: 'GET',
    path: '/branches/{id}/hold-shelf',
    tag: 'holds',
    who: 'holds.read',
    summary: 'What waits for collection at this branch, expired first',
    params: ById,
    query: ListQuery,
    out: pageOf(HoldShelfRow),
    refusals: ['BRANCH_NOT_FOUND'],
  }),
};
