import type { CountedScan } from '#shared/contract/bridge/stocktakes.ts';
import type { Discrepancy, DiscrepancyKind, StocktakeAction } from '#shared/contract/stocktake.ts';
import type { SyncBook } from '#shared/contract/sync.ts';
import type { CopyStatus } from '#shared/contract/vocabulary.ts';
import { shelfKey } from '#shared/rules/call-number.ts';
import { type ExampleCopy, id } from './example-records.ts';
import { librarian } from './example-state.ts';

const ofStatus: Partial<Record<CopyStatus, DiscrepancyKind>> = {
  on_loan: 'on_loan',
  on_hold_shelf: 'on_hold_shelf',
  in_transit: 'in_transit',
  lost: 'lost',
  missing: 'lost',
  withdrawn: 'withdrawn',
  maintenance: 'wrong_shelf',
};

const actions: Record<DiscrepancyKind, StocktakeAction[]> = {
  missing: ['mark_missing', 'ignore'],
  elsewhere: ['send_home', 'ignore'],
  on_loan: ['return', 'ignore'],
  lost: ['mark_found', 'ignore'],
  withdrawn: ['take_off', 'reinstate', 'ignore'],
  in_transit: ['receive', 'ignore'],
  on_hold_shelf: ['reshelve', 'ignore'],
  wrong_shelf: ['reshelve', 'correct_shelf', 'ignore'],
  unknown: ['take_off', 'ignore'],
};

/** As simple as can be: by its state, and whether the shelf that was said is its own. */
export function kindOf(copy: ExampleCopy | undefined, shelf: string | null): DiscrepancyKind | null {
  if (!copy) return 'unknown';
  return ofStatus[copy.status] ?? (shelf && shelf !== copy.shelf ? 'wrong_shelf' : null);
}

type Parts = {
  barcode: string;
  kind: DiscrepancyKind;
  copy: ExampleCopy | undefined;
  book: SyncBook | undefined;
  scan: CountedScan | null;
  isLate: boolean;
};

export function exampleDifference({ barcode, kind, copy, book, scan, isLate }: Parts): Discrepancy {
  const { isbn = null, title = '', authors = [] } = book ?? {};
  const label = { id: book?.id ?? id(1, 1), isbn, title, authors };
  const [proposed = 'ignore'] = actions[kind];
  return {
    barcode,
    kind,
    proposed,
    actions: actions[kind],
    shelfKey: shelfKey(copy?.shelf ?? null),
    ...(copy && { copy: { ...copy, book: label, movedAt: '2026-10-04T10:00:00.000Z' } }),
    seen: scan && {
      at: scan.at,
      receivedAt: scan.at,
      shelf: scan.shelf,
      deskId: id(7, 1),
      staffId: librarian.id,
      late: isLate,
    },
    loan: null,
  };
}
