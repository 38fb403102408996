import type { Library } from '../../testing/library.ts';
import type { TestServer } from '../../testing/server.ts';

const shortTerms = {
  loanDays: 3,
  maxLoans: 2,
  fineCapLoanCents: 120,
  fineCapMemberCents: 300,
  blockBalanceCents: 150,
  maxHoldsPerBook: 3,
  shelfHours: 24,
};

export type BusyLibrary = Awaited<ReturnType<typeof aBusyLibrary>>;

/**
 * A library so small that everybody is always in everybody's way: three books, seven copies in two branches, five
 * members, short loans and low caps.
 */
export async function aBusyLibrary(server: Pick<TestServer, 'anotherLibrary'>) {
  const library = await server.anotherLibrary();
  const branches = [library.branches.main.id, library.branches.harbour.id];
  await library.aPolicy(shortTerms, { category: 'adult' });
  const newReleases = { category: 'adult', itemType: 'new_release' } as const;
  await library.aPolicy({ ...shortTerms, fineCentsPerDay: 50, shelfHours: 48 }, newReleases);
  const books = [await library.aBook(), await library.aBook(), await library.aBook()];
  const shelves = [0, 0, 0, 1, 1, 2, 2].map((book, index) => ({
    bookId: books[book]?.id ?? '',
    homeBranchId: branches[index % 2] ?? '',
    itemType: index === 3 ? ('new_release' as const) : ('regular' as const),
  }));
  const copies = [];
  for (const shelf of shelves) copies.push(await library.aCopy(shelf));
  const members = [];
  for (let n = 0; n < 5; n++) members.push(await library.aMember(n === 4 ? { category: 'student' } : {}));
  return {
    library,
    branches,
    books: books.map(({ id }) => id),
    barcodes: copies.map(({ barcode }) => barcode),
    cards: members.map(({ number }) => number),
    memberIds: members.map(({ id }) => id),
    /** What arose on the way, the newest first. */
    loans: [] as string[],
    holds: [] as string[],
    transfers: [] as string[],
    askedFor: [] as string[],
    boxes: [] as string[],
    tokens: await freshTokens(library),
  };
}

/** A token lives for minutes, and here weeks go by. */
export const freshTokens = async (library: Library) => ({
  librarian: (await library.signIn('librarian')).token,
  manager: (await library.signIn('manager')).token,
});
