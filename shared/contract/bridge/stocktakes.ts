import { z } from 'zod';
import { Barcode, Id, Instant, pageOf, text } from '../primitives.ts';
import {
  AccuracyRow,
  Closing,
  Discrepancy,
  DiscrepancyKind,
  NewStocktake,
  ShelfProgress,
  Stocktake,
  StocktakeReport,
} from '../stocktake.ts';
import { CopyStatus } from '../vocabulary.ts';
import { call, nothing } from './call.ts';
import { outcomeOf } from './outcome.ts';

/** A count as lists show it, without its numbers. */
export const StocktakeHead = Stocktake.omit({ counts: true, closing: true });
export type StocktakeHead = z.infer<typeof StocktakeHead>;

/** One scan of a count, on the disk, and what this desk's cache says of the copy in the hand. */
export const CountedScan = z.object({
  id: Id,
  at: Instant,
  barcode: z.string(),
  shelf: z.string().nullable().meta({ description: 'The shelf that is being read, if somebody said so' }),
  /** It had been scanned before: nothing was counted twice. */
  repeated: z.boolean(),
  /** Where the shelf and the system differ; null where they agree. */
  kind: DiscrepancyKind.nullable(),
  /** Whether it stands in the sequence of its shelf, or the one scanned before it does not. */
  order: z.enum(['in_order', 'this_out', 'previous_out']),
  copy: z
    .object({
      title: z.string().nullable(),
      shelf: z.string().nullable(),
      status: CopyStatus,
      homeBranchCode: z.string(),
      currentBranchCode: z.string(),
    })
    .nullable(),
});
export type CountedScan = z.infer<typeof CountedScan>;

export const CountedAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('counted'), scan: CountedScan }),
  /** The disk would not take it: it is not counted, and the sentence says what to do. */
  z.object({ kind: z.literal('not_kept'), sentence: z.string() }),
]);
export type CountedAnswer = z.infer<typeof CountedAnswer>;

/** The count that this desk takes part in, and how it is getting on. */
export const Counting = z.object({
  stocktake: StocktakeHead,
  /** What this desk itself has scanned. */
  scanned: z.int(),
  perMinute: z.int().meta({ description: 'Over the last five minutes' }),
  unsent: z.int(),
  /** Scans that the server would not have, and why. */
  refused: z.object({ scans: z.int(), sentence: z.string().nullable() }),
  /** Copies that should stand there, by this desk's cache, and how many of them are seen: at all desks while live. */
  expected: z.int(),
  seen: z.int(),
  /** Whether `seen` knows of the other desks. */
  together: z.boolean(),
});
export type Counting = z.infer<typeof Counting>;

/** What was taken out of a file of barcodes. */
export const LoadReport = z.object({
  name: z.string(),
  taken: z.int(),
  repeated: z.int(),
  /** Barcodes that this desk's catalogue does not know; they are counted all the same. */
  unknown: z.int(),
  unread: z.array(z.object({ line: z.int(), text: z.string() })),
  unreadTotal: z.int(),
});
export type LoadReport = z.infer<typeof LoadReport>;

const ofCount = z.strictObject({ id: Id });

export const stocktakesCalls = {
  'stocktakes.counting': call(nothing, z.object({ counting: Counting.nullable() })),
  'stocktakes.list': call(z.strictObject({ offset: z.int().min(0) }), outcomeOf(pageOf(StocktakeHead))),
  /** Opens a count at this desk's branch and takes part in it. */
  'stocktakes.open': call(NewStocktake.omit({ branchId: true }), outcomeOf(Stocktake)),
  'stocktakes.join': call(ofCount, outcomeOf(Stocktake)),
  /** Scans no more; what has not reached the server yet is sent all the same. */
  'stocktakes.leave': call(nothing, nothing),
  'stocktakes.scan': call(z.strictObject({ barcode: Barcode, shelf: text(200).optional() }), CountedAnswer),
  'stocktakes.scans': call(
    z.strictObject({ offset: z.int().min(0), limit: z.int().min(1).max(200) }),
    z.object({ rows: z.array(CountedScan), total: z.int() }),
  ),
  /** A file of barcodes from a handheld. */
  'stocktakes.load': call(
    z.strictObject({ name: text(300), text: z.string().max(5_000_000), shelf: text(200).optional() }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('loaded'), report: LoadReport }),
      z.object({ kind: z.literal('not_kept'), sentence: z.string() }),
    ]),
  ),
  'stocktakes.shelves': call(nothing, z.object({ shelves: z.array(ShelfProgress), together: z.boolean() })),
  'stocktakes.read': call(ofCount, outcomeOf(Stocktake)),
  'stocktakes.discrepancies': call(
    z.strictObject({
      id: Id,
      kind: DiscrepancyKind.optional(),
      late: z.boolean().optional(),
      query: z.string().max(200).optional(),
      sort: z.string().max(41).optional(),
      /** Compared anew; else what was compared a moment ago will do. */
      fresh: z.boolean().optional(),
      offset: z.int().min(0),
    }),
    outcomeOf(pageOf(Discrepancy).extend({ kinds: z.array(z.object({ kind: DiscrepancyKind, count: z.int() })) })),
  ),
  'stocktakes.close': call(z.strictObject({ id: Id, closing: Closing }), outcomeOf(Stocktake)),
  'stocktakes.settleLate': call(z.strictObject({ id: Id, closing: Closing }), outcomeOf(Stocktake)),
  'stocktakes.abandon': call(ofCount, outcomeOf(Stocktake)),
  'stocktakes.report': call(
    z.strictObject({ id: Id, kind: DiscrepancyKind.optional(), offset: z.int().min(0) }),
    outcomeOf(StocktakeReport),
  ),
  /** All rows of a count as text for a spreadsheet (CSV). */
  'stocktakes.table': call(
    z.strictObject({ id: Id, of: z.enum(['report', 'discrepancies']) }),
    outcomeOf(z.object({ csv: z.string() })),
  ),
  'stocktakes.accuracy': call(nothing, outcomeOf(z.object({ data: z.array(AccuracyRow) }))),
} as const;

export const stocktakesEvents = {
  /** The server knew more of a scan than the cache, or it was sent. */
  counted: z.object({ scan: CountedScan }),
  counting: z.object({ counting: Counting.nullable() }),
} as const;
