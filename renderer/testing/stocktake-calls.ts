import type { CountedScan } from '#shared/contract/bridge/stocktakes.ts';
import type { Discrepancy, DiscrepancyKind, Stocktake, StocktakeAction } from '#shared/contract/stocktake.ts';
import type { CopyStatus } from '#shared/contract/vocabulary.ts';
import { shelfKey, shelfSection } from '#shared/rules/call-number.ts';
import { nothingRead, readOn } from '#shared/rules/shelf-order.ts';
import { type ExampleCopy, id, mainBranch } from './example-records.ts';
import { librarian } from './example-state.ts';
import { offline, refused } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';

const OPENED = '2026-11-22T08:30:00.000Z';
const PAGE = 100;

const kindOf: Partial<Record<CopyStatus, DiscrepancyKind>> = {
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

/** A count of the example branch: every copy that stands there is expected, and what was not scanned is missing. */
export function stocktakeCalls(host: TestHost): CallsOf<'stocktakes'> {
  const { library } = host;
  let count: Stocktake | null = null;
  let scans: CountedScan[] = [];
  let reading = nothingRead;
  const expected = () => library.copies.filter(({ status }) => status === 'available');
  const seen = () => expected().filter(({ barcode }) => scans.some((scan) => scan.barcode === barcode));

  const current = (): Stocktake | null =>
    count && {
      ...count,
      counts: { expected: expected().length, scanned: scans.length, seen: seen().length, late: 0 },
    };
  const counting = () => {
    const stocktake = current();
    if (!stocktake) return null;
    const { counts, closing: _closing, ...head } = stocktake;
    const refusedScans = { scans: 0, sentence: null };
    const unsent = host.isOffline ? counts.scanned : 0;
    const { expected, scanned, seen } = counts;
    return {
      stocktake: head,
      scanned,
      perMinute: 42,
      unsent,
      refused: refusedScans,
      expected,
      seen,
      together: !host.isOffline,
    };
  };
  const changed = () => host.emit('counting', { counting: counting() });
  const ofCount = <T>(answer: (stocktake: Stocktake) => T) => {
    const stocktake = current();
    if (host.isOffline) return offline();
    return stocktake ? ({ kind: 'done', answer: answer(stocktake) } as const) : refused('STOCKTAKE_NOT_FOUND');
  };
  const change = (changes: Partial<Stocktake>) => {
    if (count) count = { ...count, ...changes };
    changed();
  };
  const record = (barcode: string, shelf: string | null): CountedScan => {
    const known = scans.find((scan) => scan.barcode === barcode);
    if (known) return { ...known, repeated: true };
    const copy = library.copies.find((candidate) => candidate.barcode === barcode);
    const read = readOn(reading, copy ? shelfKey(copy.shelf) : '');
    reading = read.reading;
    const scan: CountedScan = {
      id: id(9, scans.length + 1),
      at: new Date().toISOString(),
      barcode,
      shelf,
      repeated: false,
      kind: copy ? (kindOf[copy.status] ?? null) : 'unknown',
      order: read.order,
      copy: copy ? shown(copy) : null,
    };
    scans = [scan, ...scans];
    changed();
    return scan;
  };
  const shown = (copy: ExampleCopy) => ({
    title: library.books.find((book) => book.id === copy.bookId)?.title ?? null,
    shelf: copy.shelf,
    status: copy.status,
    homeBranchCode: mainBranch.code,
    currentBranchCode: mainBranch.code,
  });
  const differences = (): Discrepancy[] => {
    const missing = expected()
      .filter((copy) => !seen().includes(copy))
      .map((copy) => discrepancy(copy.barcode, 'missing', copy, null));
    const wrong = scans.flatMap((scan) => {
      const copy = library.copies.find(({ barcode }) => barcode === scan.barcode);
      return scan.kind ? [discrepancy(scan.barcode, scan.kind, copy, scan)] : [];
    });
    return [...wrong, ...missing];
  };
  const discrepancy = (
    barcode: string,
    kind: DiscrepancyKind,
    copy: ExampleCopy | undefined,
    scan: CountedScan | null,
  ): Discrepancy => {
    const book = library.books.find((candidate) => candidate.id === copy?.bookId);
    const label = {
      id: book?.id ?? id(1, 1),
      isbn: book?.isbn ?? null,
      title: book?.title ?? '',
      authors: book?.authors ?? [],
    };
    return {
      barcode,
      kind,
      proposed: actions[kind][0] ?? 'ignore',
      actions: actions[kind],
      shelfKey: shelfKey(copy?.shelf ?? null),
      ...(copy && { copy: { ...copy, book: label, movedAt: '2026-10-04T10:00:00.000Z' } }),
      seen: scan && {
        at: scan.at,
        receivedAt: scan.at,
        shelf: scan.shelf,
        deskId: id(7, 1),
        staffId: librarian.id,
        late: false,
      },
      loan: null,
    };
  };

  return {
    'stocktakes.counting': () => ({ counting: counting() }),
    'stocktakes.list': ({ offset }) => {
      if (host.isOffline) return offline();
      const data = count ? [count] : [];
      return { kind: 'done', answer: { data, meta: { total: data.length, limit: PAGE, offset, hasMore: false } } };
    },
    'stocktakes.open': (order) => {
      if (host.isOffline) return offline();
      const scope = { shelfFrom: null, shelfTo: null, collection: null, itemType: null, ...order };
      const by = { kind: 'staff', id: librarian.id } as const;
      const counts = { expected: 0, scanned: 0, seen: 0, late: 0 };
      const fresh = { id: id(10, 1), branchId: mainBranch.id, state: 'open', openedAt: OPENED, openedBy: by } as const;
      count = { ...scope, ...fresh, closedAt: null, closedBy: null, counts, closing: null };
      scans = [];
      changed();
      return ofCount((stocktake) => stocktake);
    },
    'stocktakes.join': () => ofCount((stocktake) => stocktake),
    'stocktakes.leave': () => {
      count = null;
      changed();
      return {};
    },
    'stocktakes.scan': ({ barcode, shelf }) => ({ kind: 'counted', scan: record(barcode, shelf ?? null) }),
    'stocktakes.scans': ({ offset, limit }) => ({ rows: scans.slice(offset, offset + limit), total: scans.length }),
    'stocktakes.load': ({ name, text, shelf }) => {
      const codes = text.split(/\s+/).filter(Boolean);
      const loaded = codes.map((code) => record(code, shelf ?? null));
      const repeated = loaded.filter((scan) => scan.repeated).length;
      const unknown = loaded.filter((scan) => scan.kind === 'unknown').length;
      const report = { name, taken: loaded.length - repeated, repeated, unknown, unread: [], unreadTotal: 0 };
      return { kind: 'loaded', report };
    },
    'stocktakes.shelves': () => {
      const sections = Map.groupBy(expected(), ({ shelf }) => shelfSection(shelfKey(shelf)));
      const shelves = [...sections].map(([section, copies]) => ({
        section,
        shelfKey: section,
        expected: copies.length,
        seen: copies.filter((copy) => seen().includes(copy)).length,
        gone: 0,
      }));
      return { shelves, together: !host.isOffline };
    },
    'stocktakes.read': () => ofCount((stocktake) => stocktake),
    'stocktakes.discrepancies': ({ kind, offset }) =>
      ofCount(() => {
        const all = differences();
        const chosen = all.filter((row) => !kind || row.kind === kind);
        const kinds = [...Map.groupBy(all, (row) => row.kind)].map(([name, rows]) => ({
          kind: name,
          count: rows.length,
        }));
        const meta = { total: chosen.length, limit: PAGE, offset, hasMore: offset + PAGE < chosen.length };
        return { data: chosen.slice(offset, offset + PAGE), meta, kinds };
      }),
    'stocktakes.close': () => {
      change({ state: 'closed', closedAt: '2026-11-22T16:00:00.000Z', closing: { chosen: 3, done: 3, skipped: 0 } });
      return ofCount((stocktake) => stocktake);
    },
    'stocktakes.settleLate': () => ofCount((stocktake) => stocktake),
    'stocktakes.abandon': () => {
      change({ state: 'abandoned' });
      return ofCount((stocktake) => stocktake);
    },
    'stocktakes.report': () =>
      ofCount((stocktake) => ({
        stocktake,
        data: [],
        meta: { total: 0, limit: PAGE, offset: 0, hasMore: false },
        kinds: [],
        people: [],
      })),
    'stocktakes.table': ({ of }) => ofCount(() => ({ csv: `barcode,kind\r\nA ${of},missing\r\n` })),
    'stocktakes.accuracy': () => ofCount(() => ({ data: [] })),
  };
}
