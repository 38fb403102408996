import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import type { CopyChanges, CopyDetails, NewCopy } from '#shared/contract/api/catalog.ts';
import type { Copy } from '#shared/contract/records.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { requireBranches } from '../../branches/service.ts';
import { refusing } from '../../db/constraints.ts';
import type { Tx } from '../../db/transaction.ts';
import { orderOf, pageOf, type Window } from '../../http/lists.ts';
import { Refusal } from '../../http/refusal.ts';
import { bookNamed } from '../books/service.ts';
import { decideChange } from './change-copy.ts';
import {
  copyFields,
  countCopies,
  findCopy,
  holdOf,
  insertCopy,
  listCopies,
  lockCopy,
  openLoanOf,
  openTransferOf,
  updateCopy,
} from './queries.ts';

const taken = { copies_tenant_id_barcode_key: 'BARCODE_TAKEN' } as const;

/** A new copy stands on its shelf at home. @throws Refusal BOOK_NOT_FOUND, BRANCH_NOT_FOUND, BARCODE_TAKEN */
export async function addCopy(tx: Tx, idOrIsbn: string, given: z.output<typeof NewCopy>, now: Date): Promise<Copy> {
  const { barcode, homeBranchId, shelf, itemType, condition, acquiredOn } = given;
  const [book] = await Promise.all([bookNamed(tx, idOrIsbn), requireBranches(tx, [homeBranchId])]);
  const id = uuidv7();
  const values = [tx.context.tenantId, id, book.id, barcode, homeBranchId, shelf, itemType, condition, acquiredOn, now];
  const [copy] = await refusing(tx.query(insertCopy, values), taken);
  if (!copy) throw new Error('A copy was inserted and did not come back.');
  const facts = { bookId: book.id, barcode, homeBranchId };
  recordEvent(tx, { action: 'copy.added', entity: 'copy', entityId: id, at: now, facts });
  return copy;
}

/** A copy is known by its id; the audit keeps by which label it was known before. */
const oldLabel = (before: Copy, after: Copy) =>
  before.barcode === after.barcode ? {} : { barcodeBefore: before.barcode };

/** Its return is what finds it: it ends the loan and takes the charge back. */
const lostOnLoan = 'A member still has this copy. Return it first.';

type CopyQuery = Window & { branchId?: string | undefined; sort?: string | undefined };

/** The copies of a book, in all branches or in one. @throws Refusal BOOK_NOT_FOUND */
export async function copiesOf(tx: Tx, idOrIsbn: string, query: CopyQuery) {
  const { field, descending } = orderOf(query.sort, copyFields) ?? { field: 'createdAt', descending: false };
  const { id } = await bookNamed(tx, idOrIsbn);
  const values = [tx.context.tenantId, id, query.branchId];
  const [copies, [counted]] = await Promise.all([
    tx.query(listCopies(field, descending), [...values, query.limit, query.offset]),
    tx.query(countCopies, values),
  ]);
  return pageOf(copies, counted?.count ?? 0, query);
}

/** A copy with its book and what is going on with it. @throws Refusal COPY_NOT_FOUND */
export async function readCopy(tx: Tx, barcode: string): Promise<z.input<typeof CopyDetails>> {
  const values = [tx.context.tenantId, barcode];
  const [[found], [loan], [hold], [transfer]] = await Promise.all([
    tx.query(findCopy, values),
    tx.query(openLoanOf, values),
    tx.query(holdOf, values),
    tx.query(openTransferOf, values),
  ]);
  if (!found) throw new Refusal('COPY_NOT_FOUND');
  const { isbn, title, authors, ...copy } = found;
  const book = { id: copy.bookId, isbn, title, authors };
  return {
    ...copy,
    book,
    loan: loan ? { ...loan, copy, book, returnedAt: null } : null,
    hold: hold ?? null,
    transfer: transfer ?? null,
  };
}

/**
 * Changes a copy by hand. Its state only along the moves that the table allows a person (rules/copy-state.ts). One that
 * may be kept for somebody is changed by circulation/kept-copies, which sees to its hold.
 * @throws Refusal COPY_NOT_FOUND, BRANCH_NOT_FOUND, COPY_STATE, BARCODE_TAKEN
 */
export async function changeCopy(
  tx: Tx,
  barcode: string,
  given: z.output<typeof CopyChanges>,
  now: Date,
): Promise<Copy> {
  const { reason, ...wish } = given;
  const { tenantId } = tx.context;
  const [[before], [loan]] = await Promise.all([
    tx.query(lockCopy, [tenantId, barcode]),
    tx.query(openLoanOf, [tenantId, barcode]),
    requireBranches(tx, wish.homeBranchId ? [wish.homeBranchId] : []),
  ]);
  if (!before) throw new Refusal('COPY_NOT_FOUND');
  const decision = decideChange(before, wish);
  if (decision.kind === 'refused') throw new Refusal('COPY_STATE', { facts: decision.facts });
  if (decision.kind === 'unchanged') return before;
  if (decision.move && loan) throw new Refusal('COPY_STATE', { detail: lostOnLoan, facts: { loanId: loan.id } });
  const { barcode: label, status, condition, shelf, homeBranchId } = decision.wanted;
  const values = [tenantId, before.id, status, condition, shelf, homeBranchId, now, label];
  const [copy] = await refusing(tx.query(updateCopy, values), taken);
  if (!copy) throw new Refusal('COPY_NOT_FOUND');
  const facts = {
    from: before.status,
    move: decision.move,
    changed: decision.changed,
    ...oldLabel(before, copy),
    reason,
  };
  recordEvent(tx, { action: 'copy.changed', entity: 'copy', entityId: copy.id, at: now, facts });
  return copy;
}
