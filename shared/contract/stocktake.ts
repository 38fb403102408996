import { z } from 'zod';
import { Barcode, Id, Instant, pageOf, text } from './primitives.ts';
import { BookLabel, Copy } from './records.ts';
import { ActorKind, ItemType, NextStep } from './vocabulary.ts';

export const StocktakeState = z.enum(['open', 'closing', 'closed', 'abandoned']);
export type StocktakeState = z.infer<typeof StocktakeState>;

export const DiscrepancyKind = z.enum([
  'missing',
  'elsewhere',
  'on_loan',
  'lost',
  'withdrawn',
  'in_transit',
  'on_hold_shelf',
  'wrong_shelf',
  'unknown',
]);
export type DiscrepancyKind = z.infer<typeof DiscrepancyKind>;

/**
 * What closing may do about a discrepancy (rules/stocktake.ts says which of them fit which kind). `reshelve` and
 * `take_off` change no record: the record is right, and somebody has work at the shelf, which the report lists.
 */
export const StocktakeAction = z.enum([
  'mark_missing',
  'return',
  'mark_found',
  'receive',
  'send_home',
  'record_here',
  'reinstate',
  'correct_shelf',
  'reshelve',
  'take_off',
  'ignore',
]);
export type StocktakeAction = z.infer<typeof StocktakeAction>;

/** Which copies a count is about; what is left out does not narrow it. */
const Scope = {
  shelfFrom: text(200).nullish().meta({ description: 'The first shelf of the range, such as 800 or FIC A' }),
  shelfTo: text(200)
    .nullish()
    .meta({ description: 'The last one, with all that begins like it: FIC B ends at FIC BZ' }),
  collection: text(200).nullish().meta({ description: 'Shelves that begin with these words, such as J FIC' }),
  itemType: ItemType.nullish(),
};

export const NewStocktake = z.strictObject({ branchId: Id, ...Scope });
export type NewStocktake = z.infer<typeof NewStocktake>;

const Actor = z.object({ kind: ActorKind, id: Id.nullable() });

export const Stocktake = z.object({
  id: Id,
  branchId: Id,
  shelfFrom: z.string().nullable(),
  shelfTo: z.string().nullable(),
  collection: z.string().nullable(),
  itemType: ItemType.nullable(),
  state: StocktakeState,
  openedAt: Instant,
  openedBy: Actor,
  closedAt: Instant.nullable(),
  closedBy: Actor.nullable(),
  counts: z.object({
    expected: z.int().meta({ description: 'Copies that should have stood there when it was opened' }),
    scanned: z.int().meta({ description: 'Barcodes scanned before it was closed, each once' }),
    seen: z.int().meta({ description: 'Expected copies that were scanned' }),
    late: z.int().meta({ description: 'Barcodes that arrived after it was closed' }),
  }),
  closing: z
    .object({ chosen: z.int(), done: z.int(), skipped: z.int() })
    .nullable()
    .meta({ description: 'How far the chosen actions have been applied' }),
});
export type Stocktake = z.infer<typeof Stocktake>;

export const StocktakeScan = z.strictObject({
  id: Id,
  barcode: Barcode,
  shelf: text(200).nullish().meta({ description: 'Where it stood: a shelf (813), or a range of them (FIC A – FIC C)' }),
  observedAt: Instant,
  staffId: Id.optional().meta({ description: 'Who was signed in at the desk; a person who scans himself is known' }),
});
export type StocktakeScan = z.infer<typeof StocktakeScan>;

export const ScanBatch = z.strictObject({
  scans: z.array(StocktakeScan).min(1).max(1000),
  sentAt: Instant.optional().meta({
    description:
      'What the clock that gave observedAt says while this is sent: a clock that is wrong is set right by the difference',
  }),
});
export type ScanBatch = z.infer<typeof ScanBatch>;

export const ScanReceipt = z.object({
  state: StocktakeState,
  taken: z.int().meta({ description: 'Barcodes that were not in the count yet' }),
  repeated: z.int().meta({ description: 'Scans of a barcode that was: nothing is counted twice' }),
  late: z.int().meta({ description: 'Of those taken, how many came after the count was closed' }),
});
export type ScanReceipt = z.infer<typeof ScanReceipt>;

export const Seen = z.object({
  at: Instant.meta({ description: 'When it stood there, by the server’s clock' }),
  receivedAt: Instant,
  shelf: z.string().nullable(),
  deskId: Id.nullable(),
  staffId: Id.nullable(),
  late: z.boolean(),
});

export const Discrepancy = z.object({
  barcode: z.string(),
  kind: DiscrepancyKind,
  proposed: StocktakeAction,
  actions: z.array(StocktakeAction).meta({ description: 'All that fit, the proposed one first' }),
  shelfKey: z.string().meta({ description: 'Sorts by shelf when compared as plain text' }),
  copy: Copy.pick({
    id: true,
    status: true,
    shelf: true,
    itemType: true,
    condition: true,
    homeBranchId: true,
    currentBranchId: true,
  })
    .extend({ book: BookLabel, movedAt: Instant })
    .optional(),
  seen: Seen.nullable(),
  loan: z
    .object({ id: Id, checkedOutAt: Instant, dueAt: Instant })
    .nullable()
    .meta({ description: 'The loan that is open now' }),
});
export type Discrepancy = z.infer<typeof Discrepancy>;

export const ShelfProgress = z.object({
  section: z.string().meta({ description: 'A stretch of shelves: 810, ML 3500, FIC M' }),
  shelfKey: z.string(),
  expected: z.int(),
  seen: z.int(),
  gone: z.int().meta({ description: 'Not seen, and lent, returned or moved since the count was opened' }),
});
export type ShelfProgress = z.infer<typeof ShelfProgress>;

export const ChosenAction = z.strictObject({ barcode: Barcode, action: StocktakeAction });

export const Closing = z.strictObject({
  actions: z.array(ChosenAction).max(10_000).default([]),
  kinds: z
    .array(z.strictObject({ kind: DiscrepancyKind, action: StocktakeAction }))
    .max(50)
    .default([])
    .meta({ description: 'For all of a kind that is not named in actions, such as: ignore whatever is missing' }),
  applyProposed: z
    .boolean()
    .default(false)
    .meta({ description: 'For all that is named neither way: do what is proposed, instead of nothing' }),
});
export type Closing = z.infer<typeof Closing>;

/** What closing did about one discrepancy. */
export const Finding = z.object({
  barcode: z.string(),
  title: z.string().nullable(),
  shelf: z.string().nullable(),
  kind: DiscrepancyKind.nullable(),
  late: z.boolean(),
  action: StocktakeAction.nullable().meta({ description: 'Null while the proposed one is still to be worked out' }),
  state: z.enum(['pending', 'done', 'skipped']),
  sentence: z.string().nullable().meta({ description: 'Why it was left alone' }),
  next: NextStep.nullable().meta({ description: 'What is still to be done with the copy: it stands on the shelf' }),
  decidedAt: Instant.nullable(),
  seenAt: Instant.nullable(),
  seenOn: z.string().nullable().meta({ description: 'The shelf that was scanned with it' }),
});
export type Finding = z.infer<typeof Finding>;

export const StocktakeReport = pageOf(Finding).extend({
  stocktake: Stocktake,
  kinds: z.array(
    z.object({
      kind: DiscrepancyKind.nullable(),
      action: StocktakeAction.nullable(),
      state: Finding.shape.state,
      count: z.int(),
    }),
  ),
  people: z.array(
    z.object({
      staffId: Id.nullable(),
      name: z.string().nullable(),
      deskId: Id.nullable(),
      deskName: z.string().nullable(),
      scanned: z.int(),
      firstAt: Instant,
      lastAt: Instant,
    }),
  ),
});
export type StocktakeReport = z.infer<typeof StocktakeReport>;

export const AccuracyRow = z.object({
  stocktakeId: Id,
  branchId: Id,
  openedAt: Instant,
  closedAt: Instant,
  compared: z.int().meta({ description: 'Copies expected or seen' }),
  agreeing: z.int(),
  accuracy: z.number().min(0).max(1),
});
export type AccuracyRow = z.infer<typeof AccuracyRow>;
