import { z } from 'zod';
import { Box, BoxContents, BoxedCopy, BoxNumber, PackAnswer } from '../api/boxes.ts';
import { Barcode, Id } from '../primitives.ts';
import { call } from './call.ts';
import { outcomeOf } from './outcome.ts';

const ByNumber = z.strictObject({ box: BoxNumber });

export const boxesCalls = {
  /** Boxes that are packed here, or on their way to here. */
  'boxes.list': call(z.strictObject({ going: z.enum(['out', 'in']) }), outcomeOf(z.object({ boxes: z.array(Box) }))),
  'boxes.read': call(ByNumber, outcomeOf(BoxContents)),
  'boxes.open': call(z.strictObject({ toBranchId: Id }), outcomeOf(Box)),
  /** `request`: the copy is sent although no transfer asks for it. */
  'boxes.pack': call(z.strictObject({ box: BoxNumber, barcode: Barcode, request: z.boolean() }), outcomeOf(PackAnswer)),
  'boxes.takeOut': call(z.strictObject({ box: BoxNumber, barcode: Barcode }), outcomeOf(Box)),
  'boxes.send': call(ByNumber, outcomeOf(BoxContents)),
  'boxes.close': call(ByNumber, outcomeOf(z.object({ box: Box, missing: z.array(BoxedCopy) }))),
} as const;
