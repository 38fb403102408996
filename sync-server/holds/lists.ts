import type { MemberHold } from '#shared/contract/api/members.ts';
import type { Tx } from '../db/transaction.ts';
import { orderOf, pageOf, type Window } from '../http/lists.ts';
import { Refusal } from '../http/refusal.ts';
import { listedHold, memberHold } from './hold-record.ts';
import {
  bookExists,
  countOfBook,
  countOfMember,
  everyHoldOfMember,
  fieldsOfBook,
  fieldsOfMember,
  listOfBook,
  listOfMember,
} from './queries.ts';

type Choice = Window & { sort?: string | undefined; query?: string | undefined };
type OfBook = Choice & { bookId: string; onlyMemberId: string | undefined };

/** The waitlist of a book, those with a copy first; `query` keeps members by name or number. @throws Refusal BOOK_NOT_FOUND */
export async function holdsOfBook(tx: Tx, { bookId, onlyMemberId, sort, query = '', limit, offset }: OfBook) {
  const { tenantId } = tx.context;
  const order = orderOf(sort, fieldsOfBook) ?? ({ field: 'position', descending: false } as const);
  const values = [tenantId, bookId, onlyMemberId, query];
  const [[book], rows, [counted]] = await Promise.all([
    tx.query(bookExists, [tenantId, bookId]),
    tx.query(listOfBook(order), [...values, limit, offset]),
    tx.query(countOfBook, values),
  ]);
  if (!book) throw new Refusal('BOOK_NOT_FOUND');
  return pageOf(rows.map(listedHold), counted?.count ?? 0, { limit, offset });
}

/** What a member waits for, ready ones first; `query` keeps books by their title. */
export async function holdsOfMember(tx: Tx, memberId: string, { sort, query = '', limit, offset }: Choice) {
  const order = orderOf(sort, fieldsOfMember) ?? ({ field: 'status', descending: false } as const);
  const values = [tx.context.tenantId, memberId, query];
  const [rows, [counted]] = await Promise.all([
    tx.query(listOfMember(order), [...values, limit, offset]),
    tx.query(countOfMember, values),
  ]);
  return pageOf(rows.map(listedHold), counted?.count ?? 0, { limit, offset });
}

/** All that a member waits for or ever waited for, for whoever asks what is held on him. */
export async function everyHoldOf(tx: Tx, memberId: string): Promise<MemberHold[]> {
  return (await tx.query(everyHoldOfMember, [tx.context.tenantId, memberId])).map(memberHold);
}
