import type { Policy } from '#shared/contract/policy.ts';
import { ItemType, MemberCategory } from '#shared/contract/vocabulary.ts';
import { choosePolicy } from '#shared/rules/policy.ts';
import type { Tx } from '../db/transaction.ts';
import { pageOf, type Window } from '../http/lists.ts';
import { Refusal } from '../http/refusal.ts';
import { readPolicies } from '../policies/service.ts';
import { listedHold } from './hold-record.ts';
import { bookExists, branchExists, countOfBook, countOfMember, listOfBook, listOfMember } from './queries.ts';
import {
  countHoldShelf,
  countPickList,
  listHoldShelf,
  listPickList,
  type PickRow,
  type ShelfRow,
} from './shelves/queries.ts';

type OfBook = Window & { bookId: string; onlyMemberId: string | undefined };

/** The waitlist of a book, those with a copy first. @throws Refusal BOOK_NOT_FOUND */
export async function holdsOfBook(tx: Tx, { bookId, onlyMemberId, limit, offset }: OfBook) {
  const { tenantId } = tx.context;
  const [[book], rows, [counted]] = await Promise.all([
    tx.query(bookExists, [tenantId, bookId]),
    tx.query(listOfBook, [tenantId, bookId, onlyMemberId, limit, offset]),
    tx.query(countOfBook, [tenantId, bookId, onlyMemberId]),
  ]);
  if (!book) throw new Refusal('BOOK_NOT_FOUND');
  return pageOf(rows.map(listedHold), counted?.count ?? 0, { limit, offset });
}

/** What a member waits for, ready ones first. */
export async function holdsOfMember(tx: Tx, memberId: string, { limit, offset }: Window) {
  const values = [tx.context.tenantId, memberId];
  const [rows, [counted]] = await Promise.all([
    tx.query(listOfMember, [...values, limit, offset]),
    tx.query(countOfMember, values),
  ]);
  return pageOf(rows.map(listedHold), counted?.count ?? 0, { limit, offset });
}

type OfBranch = Window & { branchId: string; now: Date };

/** What to fetch from the shelves of a branch: as many copies as members wait, in shelf order. @throws Refusal BRANCH_NOT_FOUND */
export async function pickListOf(tx: Tx, { branchId, now, limit, offset }: OfBranch) {
  const lent = lentItemTypes(await readPolicies(tx), branchId);
  const values = [tx.context.tenantId, branchId, now, lent];
  const [[branch], rows, [counted]] = await Promise.all([
    tx.query(branchExists, [tx.context.tenantId, branchId]),
    tx.query(listPickList, [...values, limit, offset]),
    tx.query(countPickList, values),
  ]);
  if (!branch) throw new Refusal('BRANCH_NOT_FOUND');
  return pageOf(rows.map(picked), counted?.count ?? 0, { limit, offset });
}

/** What the branch lends to anybody: a copy for the reading room is not fetched for a hold. */
const lentItemTypes = (policies: readonly Policy[], branchId: string): ItemType[] =>
  ItemType.options.filter((itemType) =>
    MemberCategory.options.some((category) => choosePolicy(policies, { category, itemType, branchId })?.lendable),
  );

/** What waits for collection at a branch, expired first. @throws Refusal BRANCH_NOT_FOUND */
export async function holdShelfOf(tx: Tx, { branchId, now, limit, offset }: OfBranch) {
  const values = [tx.context.tenantId, branchId];
  const [[branch], rows, [counted]] = await Promise.all([
    tx.query(branchExists, values),
    tx.query(listHoldShelf, [...values, limit, offset]),
    tx.query(countHoldShelf, values),
  ]);
  if (!branch) throw new Refusal('BRANCH_NOT_FOUND');
  return pageOf(
    rows.map((row) => onShelf(row, now)),
    counted?.count ?? 0,
    { limit, offset },
  );
}

const labels = (row: PickRow) => ({
  copy: {
    id: row.copy_id,
    barcode: row.barcode,
    homeBranchId: row.home_branch_id,
    shelf: row.shelf,
    itemType: row.item_type,
  },
  book: { id: row.book_id, isbn: row.isbn, title: row.title, authors: row.authors },
});

const picked = (row: PickRow & { waiting: number }) => ({ ...labels(row), waiting: row.waiting });

const onShelf = (row: ShelfRow, now: Date) => ({
  ...labels(row),
  hold: {
    id: row.hold_id,
    bookId: row.book_id,
    memberId: row.member_id,
    pickupBranchId: row.pickup_branch_id,
    status: 'ready' as const,
    position: null,
    copyId: row.copy_id,
    placedAt: row.placed_at,
    shelfExpiresAt: row.shelf_expires_at,
  },
  pickupCode: row.pickup_code,
  shelfExpiresAt: row.shelf_expires_at,
  expired: row.shelf_expires_at !== null && new Date(row.shelf_expires_at) <= now,
});
