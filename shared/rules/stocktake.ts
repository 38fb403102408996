import type { DiscrepancyKind, StocktakeAction } from '#shared/contract/stocktake.ts';
import type { CopyStatus } from '#shared/contract/vocabulary.ts';
import { isWithin, type ShelfRange } from './call-number.ts';

/** What is known of one barcode of a count: what was expected, what was seen, and how the copy stands now. */
export type StocktakeFacts = {
  /** The branch that is counted. */
  branchId: string;
  /** The shelves that are counted; null where all are. */
  scope: ShelfRange | null;
  /** What the snapshot says of a copy that should have stood there, and whether its shelf mark is another one since. */
  expected: { movedAt: string; isReshelved: boolean } | null;
  /** When it stood on the shelf, and on which, if the scan says so. */
  seen: { at: string; shelf: ShelfRange | null } | null;
  /** Null for a barcode that is no copy's. */
  copy: {
    status: CopyStatus;
    homeBranchId: string;
    currentBranchId: string;
    /** When it last changed its state or its place. */
    movedAt: string;
    shelfKey: string;
  } | null;
  openLoan: { checkedOutAt: string } | null;
  /** When this very count recorded it as missing, not knowing of a scan that came late. */
  markedMissingAt: string | null;
};

/**
 * Where shelf and system differ about a copy (domain.md, "Stocktake"); null where they agree, or where something newer
 * than the count says where it is. The database lists by the same table (discrepancy-queries.ts).
 */
export function discrepancyOf(facts: StocktakeFacts): DiscrepancyKind | null {
  const { copy, seen } = facts;
  if (!seen) return isMissing(facts) ? 'missing' : null;
  if (!copy) return 'unknown';
  if (copy.status === 'on_loan') return isLentSince(facts, seen.at) ? null : 'on_loan';
  if (isMovedSince(facts, seen.at)) return null;
  if (copy.status === 'lost' || copy.status === 'missing') return 'lost';
  if (copy.status === 'withdrawn' || copy.status === 'in_transit' || copy.status === 'on_hold_shelf') {
    return copy.status;
  }
  // One that floats, or was sent here, is recorded here and belongs here, whatever its home is.
  if (copy.currentBranchId !== facts.branchId) return 'elsewhere';
  return isMisplaced(facts) ? 'wrong_shelf' : null;
}

/** Expected, not seen, and nothing has happened to it since: what was lent, returned or moved is not called missing. */
function isMissing({ copy, expected, branchId }: StocktakeFacts): boolean {
  if (!copy || !expected || copy.status !== 'available' || copy.currentBranchId !== branchId) return false;
  return isSame(copy.movedAt, expected.movedAt) && !expected.isReshelved;
}

/** Scanned first and lent afterwards: nothing is wrong. */
const isLentSince = ({ openLoan }: StocktakeFacts, seenAt: string) =>
  openLoan === null || new Date(openLoan.checkedOutAt) > new Date(seenAt);

/** What was seen before the copy's last move undoes nothing, but for this count's own mistake. */
function isMovedSince({ copy, markedMissingAt }: StocktakeFacts, seenAt: string): boolean {
  if (!copy) return false;
  if (copy.status === 'missing' && markedMissingAt !== null && isSame(copy.movedAt, markedMissingAt)) return false;
  return new Date(copy.movedAt) > new Date(seenAt);
}

/** On another shelf than its own, among shelves that it does not belong to, or on a shelf at all while in repair. */
function isMisplaced({ copy, seen, scope }: StocktakeFacts): boolean {
  if (!copy || !seen) return false;
  if (copy.status === 'maintenance') return true;
  if (copy.shelfKey === '') return false;
  return [seen.shelf, scope].some((range) => range !== null && !isWithin(copy.shelfKey, range));
}

const isSame = (a: string, b: string) => new Date(a).getTime() === new Date(b).getTime();

/** What may be done about it, the proposed action first. */
export function actionsFor(kind: DiscrepancyKind, facts: StocktakeFacts): StocktakeAction[] {
  const { copy, branchId } = facts;
  switch (kind) {
    case 'missing':
      return ['mark_missing', 'ignore'];
    case 'on_loan':
      return ['return', 'ignore'];
    case 'lost':
      return ['mark_found', 'ignore'];
    case 'withdrawn':
      return ['take_off', 'reinstate', 'ignore'];
    case 'in_transit':
      return ['receive', 'ignore'];
    case 'on_hold_shelf':
      return copy?.currentBranchId === branchId ? ['reshelve', 'ignore'] : ['receive', 'ignore'];
    case 'elsewhere':
      return copy?.homeBranchId === branchId ? ['record_here', 'ignore'] : ['send_home', 'ignore'];
    case 'wrong_shelf':
      return actionsForWrongShelf(facts);
    case 'unknown':
      return ['take_off', 'ignore'];
  }
}

/**
 * A call number belongs to the book: it is put back to its place. A plain name (A3) only says where a copy stands: the
 * record follows the shelf.
 */
function actionsForWrongShelf({ copy, seen }: StocktakeFacts): StocktakeAction[] {
  const scanned = singleShelf(seen?.shelf ?? null);
  if (!copy || scanned === null || copy.status === 'maintenance') return ['reshelve', 'ignore'];
  return isPlainName(copy.shelfKey) && isPlainName(scanned)
    ? ['correct_shelf', 'reshelve', 'ignore']
    : ['reshelve', 'correct_shelf', 'ignore'];
}

/** Whether a copy that is found, returned or received where it stands has its shelf corrected along with that. */
export function shelfFollows({ copy, seen }: StocktakeFacts): boolean {
  const scanned = singleShelf(seen?.shelf ?? null);
  if (!copy || scanned === null || scanned === copy.shelfKey) return false;
  return isPlainName(copy.shelfKey) && isPlainName(scanned);
}

/** The key of a label that names one shelf, not a stretch of them. */
function singleShelf(range: ShelfRange | null): string | null {
  return range && range.to.slice(0, -1) === range.from ? range.from : null;
}

/** One word, one small number, or both: A3, Basement, 12. No call number is as short. */
const isPlainName = (key: string): boolean => /^(\p{L}+( 00\d{3})?|000\d\d)$/u.test(key);

export type ActionDecision =
  | { kind: 'apply'; discrepancy: DiscrepancyKind; action: StocktakeAction }
  | { kind: 'skip'; reason: 'settled' | 'unfit' };

/** Judged by the facts of now, under the copy's lock: whatever was chosen, a copy that has moved on is left alone. */
export function decideAction(facts: StocktakeFacts, chosen: StocktakeAction | null): ActionDecision {
  const discrepancy = discrepancyOf(facts);
  if (!discrepancy) return { kind: 'skip', reason: 'settled' };
  const [proposed = 'ignore', ...others] = actionsFor(discrepancy, facts);
  const action = chosen ?? proposed;
  if (action !== proposed && !others.includes(action)) return { kind: 'skip', reason: 'unfit' };
  return { kind: 'apply', discrepancy, action };
}

/** When the copies of a batch were seen, by the server's clock. */
export type SeenTimes = { observedAt: Date[]; sentAt: Date | null; receivedAt: Date; openedAt: Date };

/**
 * Sets right a clock that is wrong: by what it said when the batch was sent, or, if it does not tell, so that nothing
 * was seen after it arrived. Nothing is scanned into a count before it is opened; of a scan that is dated behind its own
 * sending (the clock was set back in between) no more is known. In doubt it was earlier: then nothing newer is undone.
 */
export function seenTimes({ observedAt, sentAt, receivedAt, openedAt }: SeenTimes): Date[] {
  const newest = Math.max(...observedAt.map(Number));
  const ahead = sentAt ? sentAt.getTime() - receivedAt.getTime() : Math.max(0, newest - receivedAt.getTime());
  const correction = ahead > 0 || ahead < -underWayMs ? ahead : 0;
  const bounded = (at: number) => Math.max(openedAt.getTime(), Math.min(receivedAt.getTime(), at));
  const isSetBack = (at: Date) => sentAt !== null && at > sentAt;
  return observedAt.map((at) => (isSetBack(at) ? openedAt : new Date(bounded(at.getTime() - correction))));
}

/** A request may take so long to arrive: a clock that seems to be slow by less may be right. No request comes early. */
const underWayMs = 30_000;

/** How well the system agreed with the shelves, of all copies that were expected or seen. */
export const accuracyOf = (agreeing: number, compared: number): number => (compared === 0 ? 1 : agreeing / compared);
