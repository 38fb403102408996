import type { HoldShelfRow, PickListRow } from '#shared/contract/api/holds.ts';
import type { Hold } from '#shared/contract/records.ts';
import { bookOf, rowOf } from './example-library.ts';
import { type ExampleCopy, id, mainBranch } from './example-records.ts';
import { offline, refused } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';

const PAGE = 50;
const NOW = '2026-11-22T10:45:00.000Z';

/** Waitlists as simple as can be: whoever is named first waits first, and a copy is fetched where one stands. */
export function holdCalls(host: TestHost): CallsOf<'holds'> {
  const { library } = host;
  const found = (holdId: string) => library.holds.find((hold) => hold.id === holdId);
  const ofBook = (bookId: string) => library.holds.filter((hold) => hold.book.id === bookId);
  return {
    'holds.pickList': ({ offset }) => (host.isOffline ? offline() : page(pickList(host), offset)),
    'holds.shelf': ({ offset }) => (host.isOffline ? offline() : page(shelf(host), offset)),
    'holds.toClear': ({ offset }) => (host.isOffline ? offline() : page(library.toClear, offset)),
    'holds.notFound': ({ barcode }) => {
      if (host.isOffline) return offline();
      const copy = library.copies.find((candidate) => candidate.barcode === barcode);
      if (!copy) return refused('COPY_NOT_FOUND');
      copy.status = 'missing';
      return { kind: 'done', answer: { barcode, title: bookOf(library, copy).title, instead: null } };
    },
    'holds.ofBook': ({ bookId, offset }) => (host.isOffline ? offline() : page(ofBook(bookId), offset)),
    'holds.ofMember': ({ memberId, offset }) => {
      if (host.isOffline) return offline();
      return page(
        library.holds.filter((hold) => hold.memberId === memberId),
        offset,
      );
    },
    'holds.findBooks': ({ query }) => {
      if (host.isOffline) return offline();
      const fits = library.books.filter(({ title, isbn }) =>
        `${title} ${isbn}`.toLowerCase().includes(query.toLowerCase()),
      );
      const books = fits.slice(0, 10).map((book) => ({
        ...book,
        genres: [],
        description: null,
        createdAt: NOW,
        updatedAt: NOW,
        availability: { total: rowOf(library, book).copies, available: rowOf(library, book).available },
      }));
      return page(books, 0);
    },
    'holds.place': ({ bookId, membershipNumber, pickupBranchId, suspendedUntil = null, override }) => {
      if (host.isOffline) return offline();
      const book = library.books.find((candidate) => candidate.id === bookId);
      const member = library.members.find(({ number }) => number === membershipNumber);
      if (!book) return refused('BOOK_NOT_FOUND');
      if (!member) return refused('MEMBER_NOT_FOUND');
      const isExpired = member.blocks.some(({ code }) => code === 'MEMBER_EXPIRED');
      if (isExpired && !override) return refused('MEMBER_EXPIRED');
      if (ofBook(bookId).some((hold) => hold.memberId === member.id)) return refused('HOLD_EXISTS');
      const hold: Hold = {
        id: id(10, library.holds.length + 1),
        bookId,
        memberId: member.id,
        pickupBranchId,
        status: 'waiting',
        position: ofBook(bookId).length + 1,
        copyId: null,
        placedAt: NOW,
        shelfExpiresAt: null,
      };
      library.holds.push({ ...hold, suspendedUntil, book, member, barcode: null });
      return { kind: 'done', answer: { hold } };
    },
    'holds.change': ({ holdId, changes }) => {
      const hold = found(holdId);
      if (host.isOffline) return offline();
      if (!hold) return refused('HOLD_NOT_FOUND');
      Object.assign(hold, changes);
      return { kind: 'done', answer: { hold } };
    },
    'holds.cancel': ({ holdId }) => {
      if (host.isOffline) return offline();
      library.holds = library.holds.filter((hold) => hold.id !== holdId);
      return { kind: 'done', answer: {} };
    },
  };
}

/** A copy that was scanned since is in somebody's hands. */
function pickList({ library, heard }: TestHost): PickListRow[] {
  const scanned = new Set(
    heard.filter(({ call }) => call === 'loans.return').map(({ input }) => JSON.stringify(input)),
  );
  const isScanned = ({ barcode }: ExampleCopy) => [...scanned].some((input) => input.includes(barcode));
  return library.copies.flatMap((copy) => {
    const waiting = library.holds.filter((hold) => hold.book.id === copy.bookId && hold.status === 'waiting').length;
    const isWanted = waiting > 0 && copy.status === 'available' && !isScanned(copy);
    return isWanted ? [{ copy, book: bookOf(library, copy), waiting }] : [];
  });
}

function shelf({ library }: TestHost): HoldShelfRow[] {
  return library.holds.flatMap((hold) => {
    const copy = library.copies.find(({ barcode }) => barcode === hold.barcode);
    if (hold.status !== 'ready' || !copy || hold.pickupBranchId !== mainBranch.id) return [];
    const { book, member, shelfExpiresAt } = hold;
    const expired = shelfExpiresAt !== null && shelfExpiresAt < NOW;
    return [{ hold, copy, book, pickupCode: member.number.slice(-4), shelfExpiresAt, expired }];
  });
}

function page<T>(all: readonly T[], offset: number) {
  const data = all.slice(offset, offset + PAGE);
  const hasMore = offset + data.length < all.length;
  return { kind: 'done' as const, answer: { data, meta: { total: all.length, limit: PAGE, offset, hasMore } } };
}
