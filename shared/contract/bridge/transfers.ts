import { z } from 'zod';
import { Barcode } from '../primitives.ts';
import { call } from './call.ts';
import { DeskReturn } from './loans.ts';

export const transfersCalls = {
  /** A copy came out of a box: an observation, answered as a return is, with a line or without. */
  'transfers.receive': call(z.strictObject({ barcode: Barcode }), DeskReturn),
} as const;
