import type { Box } from '#shared/contract/api/boxes.ts';
import type { ListedTransfer } from '#shared/contract/api/transfers.ts';
import type { CatalogRow } from '#shared/contract/bridge/catalog.ts';
import type { OutboxRow } from '#shared/contract/desk.ts';
import type { Loan, MemberStanding } from '#shared/contract/records.ts';
import type { SyncBook } from '#shared/contract/sync.ts';
import type { CopyStatus, NextStep } from '#shared/contract/vocabulary.ts';
import { type ExampleHolds, exampleHolds } from './example-holds.ts';
import { type ExampleCopy, exampleBook, exampleCopy, exampleMember, id, mainBranch } from './example-records.ts';

export type ExampleLibrary = ExampleHolds & {
  books: SyncBook[];
  copies: ExampleCopy[];
  members: MemberStanding[];
  loans: (Loan & { memberNumber: string })[];
  outbox: OutboxRow[];
  transfers: ListedTransfer[];
  boxes: Box[];
  /** The numbers of cards that were replaced, with the numbers of today. */
  replacedCards: Map<string, string>;
};

const named: [title: string, author: string, status: CopyStatus, onReturn: NextStep][] = [
  ['The Left Hand of Darkness', 'Ursula K. Le Guin', 'available', 'shelve'],
  ['Middlemarch', 'George Eliot', 'available', 'hold_shelf'],
  ['A Field Guide to Lichens of the North', 'Ingrid Solheim', 'on_loan', 'transit'],
  ['Things Fall Apart', 'Chinua Achebe', 'available', 'shelve'],
  ['The Periodic Table', 'Primo Levi', 'maintenance', 'maintenance'],
  ['Mrs Dalloway', 'Virginia Woolf', 'on_hold_shelf', 'hold_shelf'],
  ['Invisible Cities', 'Italo Calvino', 'available', 'refer'],
  ['Pather Panchali: Song of the Road', 'Bibhutibhushan Bandyopadhyay', 'in_transit', 'transit'],
  ['The Sea, the Sea', 'Iris Murdoch', 'lost', 'shelve'],
  ['Beloved', 'Toni Morrison', 'available', 'shelve'],
];

const blocked: Partial<MemberStanding>[] = [
  {},
  {
    name: 'Tomasz Wiśniewski',
    category: 'student',
    openLoans: 10,
    overdueLoans: 3,
    balance: { amount: 1250, currency: 'GBP' },
    expiresOn: '2026-10-31',
    blocks: [
      { code: 'MEMBER_EXPIRED', sentence: 'This membership expired on 31 October 2026.', overridable: true },
      { code: 'LOAN_LIMIT', sentence: 'This member has 10 of 10 books.', overridable: true },
      {
        code: 'BALANCE_OVER_LIMIT',
        sentence: 'This member owes £12.50; from £10.00 on nothing is lent.',
        overridable: true,
      },
    ],
  },
  { name: 'Margaret Ellery-Johnson', category: 'senior', openLoans: 0, email: null },
];

/** A small library with some of everything, and as many nameless books as wanted to scroll through. */
export function exampleLibrary(plainBooks = 4990): ExampleLibrary {
  const shown = named.map(([title, author], index) =>
    exampleBook(index + 1, {
      title,
      authors: [author],
      isbn: index === 0 ? '9780441478125' : null,
      subtitle: index === 2 ? 'With keys to two hundred species' : null,
      subjects: index === 2 ? ['Lichens', 'Botany', 'Identification'] : ['Fiction'],
    }),
  );
  const plain = Array.from({ length: plainBooks }, (_, index) => exampleBook(named.length + index + 1));
  const copies = named.map(([, , status, onReturn], index) => {
    const book = shown[index];
    if (!book) throw new Error('Every named book has a copy.');
    return exampleCopy(index + 1, book, status, onReturn);
  });
  const members = blocked.map((changes, index) => exampleMember(index + 1, changes));
  const books = [...shown, ...plain];
  const nothing = { loans: [], outbox: [], transfers: [], boxes: [], replacedCards: new Map() };
  return { books, copies, members, ...nothing, ...exampleHolds({ books, copies, members }) };
}

/** Lends a copy to a member, as the server would have. */
export function lend(library: ExampleLibrary, copy: ExampleCopy, member: MemberStanding, dueAt: string): Loan {
  const book = bookOf(library, copy);
  const loan = {
    id: id(5, library.loans.length + 1),
    copy,
    book,
    memberId: member.id,
    branchId: mainBranch.id,
    checkedOutAt: '2026-11-22T10:00:00.000Z',
    dueAt,
    returnedAt: null,
    claimedReturnedAt: null,
    lostAt: null,
    renewals: 0,
    memberNumber: member.number,
  };
  library.loans.push(loan);
  Object.assign(copy, { status: 'on_loan', dueAt });
  return loan;
}

export function bookOf(library: ExampleLibrary, copy: ExampleCopy): SyncBook {
  const book = library.books.find(({ id: bookId }) => bookId === copy.bookId);
  if (!book) throw new Error(`The example library has no book for the copy ${copy.barcode}.`);
  return book;
}

export function rowOf(library: ExampleLibrary, book: SyncBook): CatalogRow {
  const copies = library.copies.filter((copy) => copy.bookId === book.id);
  if (copies.length === 0) return { ...book, copies: 1, available: 1 };
  return { ...book, copies: copies.length, available: copies.filter(({ status }) => status === 'available').length };
}
