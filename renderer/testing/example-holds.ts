import type { ListedHold, ToClearRow } from '#shared/contract/api/holds.ts';
import type { MemberStanding } from '#shared/contract/records.ts';
import type { SyncBook } from '#shared/contract/sync.ts';
import { type ExampleCopy, hillBranch, id, mainBranch } from './example-records.ts';

export type ExampleHolds = { holds: ListedHold[]; toClear: ToClearRow[] };

type Shelves = { books: SyncBook[]; copies: ExampleCopy[]; members: MemberStanding[] };

/** Some who wait for what stands on a shelf, one whose book is ready, and one whose book is to be cleared away. */
export function exampleHolds({ books, copies, members }: Shelves): ExampleHolds {
  const at = <T>(list: readonly T[], n: number): T => {
    const found = list[n - 1];
    if (!found) throw new Error(`The example library has only ${list.length} of them.`);
    return found;
  };
  const hold = (n: number, book: SyncBook, member: MemberStanding, changes: Partial<ListedHold> = {}): ListedHold => ({
    id: id(10, n),
    bookId: book.id,
    memberId: member.id,
    pickupBranchId: mainBranch.id,
    status: 'waiting',
    position: 1,
    copyId: null,
    placedAt: '2026-11-20T10:00:00.000Z',
    shelfExpiresAt: null,
    suspendedUntil: null,
    book,
    member,
    barcode: null,
    ...changes,
  });
  const [first, third] = [at(members, 1), at(members, 3)];
  const ready = { status: 'ready', position: null } as const;
  const mrsDalloway = at(copies, 6);
  const shelfExpiresAt = '2026-11-22T09:00:00.000Z';
  third.readyHolds = [
    {
      id: id(10, 3),
      title: at(books, 6).title,
      barcode: mrsDalloway.barcode,
      pickupBranchId: mainBranch.id,
      shelfExpiresAt,
      pickupCode: third.number.slice(-4),
    },
    {
      id: id(10, 4),
      title: at(books, 8).title,
      barcode: at(copies, 8).barcode,
      pickupBranchId: hillBranch.id,
      shelfExpiresAt,
      pickupCode: third.number.slice(-4),
    },
  ];
  return {
    holds: [
      hold(1, at(books, 2), third),
      hold(2, at(books, 10), third, { suspendedUntil: '2026-12-20', pickupBranchId: hillBranch.id }),
      hold(3, at(books, 6), third, { ...ready, copyId: mrsDalloway.id, barcode: mrsDalloway.barcode, shelfExpiresAt }),
      hold(4, at(books, 10), first, { position: 2 }),
    ],
    toClear: [
      {
        copy: at(copies, 1),
        book: at(books, 1),
        pickupCode: '0417',
        because: 'expired',
        endedAt: '2026-11-21T17:03:00.000Z',
        next: 'shelve',
        destination: null,
        nextPickupCode: null,
      },
      {
        copy: at(copies, 4),
        book: at(books, 4),
        pickupCode: '2290',
        because: 'cancelled',
        endedAt: '2026-11-22T08:41:00.000Z',
        next: 'hold_shelf',
        destination: null,
        nextPickupCode: '0038',
      },
    ],
  };
}
