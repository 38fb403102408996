import type { MemberHold } from '#shared/contract/api/members.ts';
import type { Tx } from '../db/transaction.ts';
import { pageOf, type Window } from '../http/lists.ts';
import { Refusal } from '../http/refusal.ts';
import { listedHold, memberHold } from './hold-record.ts';
import { bookExists, countOfBook, countOfMember, everyHoldOfMember, listOfBook, listOfMember } from './queries.ts';

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

/** All that a member waits for or ever waited for, for whoever asks what is held on him. */
export async function everyHoldOf(tx: Tx, memberId: string): Promise<MemberHold[]> {
  return (await tx.query(everyHoldOfMember, [tx.context.tenantId, memberId])).map(memberHold);
}
