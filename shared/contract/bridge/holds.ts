import { z } from 'zod';
import {
  HoldChanges,
  HoldOrder,
  HoldShelfRow,
  ListedHold,
  NotFoundAnswer,
  PickListRow,
  ToClearRow,
} from '../api/holds.ts';
import { Barcode, Id, pageOf } from '../primitives.ts';
import { FoundBook, Hold } from '../records.ts';
import { call, nothing } from './call.ts';
import { outcomeOf } from './outcome.ts';

const Page = z.strictObject({ offset: z.int().min(0) });
const one = outcomeOf(z.object({ hold: Hold }));

/** Holds are claims: whose turn it is only the server knows. A copy fetched or cleared is scanned as a return. */
export const holdsCalls = {
  /** What to fetch from this branch's shelves, in their order. */
  'holds.pickList': call(Page, outcomeOf(pageOf(PickListRow))),
  'holds.shelf': call(Page, outcomeOf(pageOf(HoldShelfRow))),
  'holds.toClear': call(Page, outcomeOf(pageOf(ToClearRow))),
  'holds.notFound': call(z.strictObject({ barcode: Barcode }), outcomeOf(NotFoundAnswer)),
  'holds.ofBook': call(Page.extend({ bookId: Id }), outcomeOf(pageOf(ListedHold))),
  'holds.ofMember': call(Page.extend({ memberId: Id }), outcomeOf(pageOf(ListedHold))),
  /** Books of every branch, by words or ISBN. */
  'holds.findBooks': call(z.strictObject({ query: z.string().trim().min(1).max(200) }), outcomeOf(pageOf(FoundBook))),
  'holds.place': call(HoldOrder.extend({ bookId: Id }), one),
  'holds.change': call(z.strictObject({ holdId: Id, changes: HoldChanges }), one),
  'holds.cancel': call(z.strictObject({ holdId: Id }), outcomeOf(nothing)),
} as const;
