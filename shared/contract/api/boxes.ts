import { z } from 'zod';
import { Barcode, Id, Instant, ListQuery, pageOf } from '../primitives.ts';
import { BookLabel } from '../records.ts';
import { route } from '../route.ts';
import { BoxState, TransferState } from '../vocabulary.ts';

/** Short enough to read aloud; printed as a barcode on the list that travels with the box. */
export const BoxNumber = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^BOX-\d{1,9}$/, 'a box number such as BOX-1042');

export const Box = z.object({
  id: Id,
  number: BoxNumber,
  fromBranchId: Id,
  toBranchId: Id,
  state: BoxState,
  openedAt: Instant,
  sentAt: Instant.nullable(),
  receivedAt: Instant.nullable(),
  copies: z.int().meta({ description: 'What was packed into it and is under way or has arrived' }),
  arrived: z.int(),
});
export type Box = z.infer<typeof Box>;

/** A copy that was packed into a box; `received` once it has come out. */
export const BoxedCopy = z.object({
  transferId: Id,
  barcode: Barcode,
  book: BookLabel,
  state: TransferState.extract(['shipped', 'received']),
});
export type BoxedCopy = z.infer<typeof BoxedCopy>;

export const BoxContents = z.object({ box: Box, copies: z.array(BoxedCopy) });
export type BoxContents = z.infer<typeof BoxContents>;

export const BoxOrder = z
  .strictObject({ fromBranchId: Id, toBranchId: Id })
  .refine(({ fromBranchId, toBranchId }) => fromBranchId !== toBranchId, {
    path: ['toBranchId'],
    message: 'must be another branch',
  });
export type BoxOrder = z.infer<typeof BoxOrder>;

export const PackOrder = z.strictObject({
  barcode: Barcode,
  request: z.boolean().default(false).meta({ description: 'Send the copy there although no transfer asks for it' }),
});
export type PackOrder = z.infer<typeof PackOrder>;

export const PackAnswer = z.object({
  box: Box,
  copy: BoxedCopy,
  alreadyPacked: z.boolean(),
  movedFrom: BoxNumber.nullable().meta({ description: 'The box in which it was said to be before' }),
});
export type PackAnswer = z.infer<typeof PackAnswer>;

/** A box is named by its id or by its number. */
const ByBox = z.object({ box: z.union([Id, BoxNumber]) });

export const boxesApi = {
  openBox: route({
    method: 'POST',
    path: '/boxes',
    tag: 'transfers',
    who: 'transfers.write',
    summary: 'Begin a box for another branch; it gets a number',
    body: BoxOrder,
    out: Box,
    refusals: ['BRANCH_NOT_FOUND'],
  }),
  listBoxes: route({
    method: 'GET',
    path: '/boxes',
    tag: 'transfers',
    who: 'transfers.write',
    summary: 'Boxes that are being packed or under way, by number',
    query: ListQuery.extend({
      query: ListQuery.shape.query.meta({ description: 'In the box’s number' }),
      fromBranchId: Id.optional(),
      toBranchId: Id.optional(),
    }),
    out: pageOf(Box),
  }),
  readBox: route({
    method: 'GET',
    path: '/boxes/{box}',
    tag: 'transfers',
    who: 'transfers.write',
    summary: 'A box and what is in it',
    params: ByBox,
    out: BoxContents,
    refusals: ['BOX_NOT_FOUND'],
  }),
  packCopy: route({
    method: 'POST',
    path: '/boxes/{box}/copies',
    tag: 'transfers',
    who: 'transfers.write',
    status: 200,
    summary: 'Put a copy into a box; it is under way from now on',
    params: ByBox,
    body: PackOrder,
    out: PackAnswer,
    refusals: [
      'BOX_NOT_FOUND',
      'COPY_NOT_FOUND',
      'BOX_STATE',
      'BOX_FULL',
      'COPY_ELSEWHERE',
      'GOES_ELSEWHERE',
      'COPY_STATE',
      'WAITED_FOR',
      'NO_TRANSFER',
    ],
  }),
  unpackCopy: route({
    method: 'DELETE',
    path: '/boxes/{box}/copies/{barcode}',
    tag: 'transfers',
    who: 'transfers.write',
    summary: 'Take a copy out of a box again; it lies ready for another',
    params: ByBox.extend({ barcode: Barcode }),
    out: Box,
    refusals: ['BOX_NOT_FOUND', 'COPY_NOT_FOUND', 'BOX_STATE', 'NOT_IN_BOX'],
  }),
  sendBox: route({
    method: 'POST',
    path: '/boxes/{box}/send',
    tag: 'transfers',
    who: 'transfers.write',
    status: 200,
    summary: 'The box has left: the list that travels with it',
    params: ByBox,
    out: BoxContents,
    refusals: ['BOX_NOT_FOUND', 'BOX_STATE', 'BOX_EMPTY'],
  }),
  closeBox: route({
    method: 'POST',
    path: '/boxes/{box}/close',
    tag: 'transfers',
    who: 'transfers.write',
    status: 200,
    summary: 'The box is unpacked; what was not in it is late from now on',
    params: ByBox,
    out: z.object({ box: Box, missing: z.array(BoxedCopy) }),
    refusals: ['BOX_NOT_FOUND', 'BOX_STATE'],
  }),
};
