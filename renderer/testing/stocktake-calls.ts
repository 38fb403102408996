import type { AccuracyRow, Discrepancy, Stocktake } from '#shared/contract/stocktake.ts';
import { shelfKey, shelfSection } from '#shared/rules/call-number.ts';
import { ExampleCount } from './example-count.ts';
import { id, mainBranch } from './example-records.ts';
import { librarian } from './example-state.ts';
import { offline, refused } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';

const PAGE = 100;

const pageOf = <T>(rows: readonly T[], offset: number) => ({
  data: rows.slice(offset, offset + PAGE),
  meta: { total: rows.length, limit: PAGE, offset, hasMore: offset + PAGE < rows.length },
});

/** One count in memory, which this desk takes part in or does not. */
export function stocktakeCalls(host: TestHost): CallsOf<'stocktakes'> {
  let count: ExampleCount | null = null;
  let isJoined = false;

  const counting = () => {
    if (!count || !isJoined) return null;
    const { counts, closing: _closing, ...stocktake } = count.stocktake();
    const { expected, scanned, seen, late } = counts;
    return {
      stocktake,
      scanned: scanned + late,
      perMinute: 42,
      unsent: host.isOffline ? scanned : 0,
      refused: { scans: 0, sentence: null },
      expected,
      seen,
      together: !host.isOffline,
    };
  };
  const changed = () => host.emit('counting', { counting: counting() });
  const ofCount = <T>(answer: (count: ExampleCount) => T) => {
    if (host.isOffline) return offline();
    return count ? ({ kind: 'done', answer: answer(count) } as const) : refused('STOCKTAKE_NOT_FOUND');
  };
  const changing = (change: (count: ExampleCount) => void) =>
    ofCount((changedCount): Stocktake => {
      change(changedCount);
      changed();
      return changedCount.stocktake();
    });
  const record = (barcode: string, shelf: string | undefined) => {
    const scan = count?.record(barcode, shelf ?? null);
    if (!scan || !isJoined) throw new Error('This desk takes part in no count.');
    changed();
    return scan;
  };

  return {
    'stocktakes.counting': () => ({ counting: counting() }),
    'stocktakes.list': ({ offset }) =>
      host.isOffline ? offline() : { kind: 'done', answer: pageOf(count ? [count.stocktake()] : [], offset) },
    'stocktakes.open': (scope) => {
      if (!host.isOffline) count = new ExampleCount(host.library, scope);
      isJoined = true;
      return changing(() => {});
    },
    'stocktakes.join': () =>
      changing(() => {
        isJoined = true;
      }),
    'stocktakes.leave': () => {
      isJoined = false;
      changed();
      return {};
    },
    'stocktakes.scan': ({ barcode, shelf }) => ({ kind: 'counted', scan: record(barcode, shelf) }),
    'stocktakes.scans': ({ offset, limit }) => {
      const scans = count && isJoined ? count.scans : [];
      return { rows: scans.slice(offset, offset + limit), total: scans.length };
    },
    'stocktakes.load': ({ name, text, shelf }) => {
      const loaded = text
        .split(/\s+/)
        .filter(Boolean)
        .map((code) => record(code, shelf));
      const repeated = loaded.filter((scan) => scan.repeated).length;
      const unknown = loaded.filter((scan) => scan.kind === 'unknown').length;
      const report = { name, taken: loaded.length - repeated, repeated, unknown, unread: [], unreadTotal: 0 };
      return { kind: 'loaded', report };
    },
    'stocktakes.shelves': () => ({ shelves: count ? shelvesOf(count) : [], together: !host.isOffline }),
    'stocktakes.read': () => changing((read) => read.goOn()),
    'stocktakes.discrepancies': ({ kind, query, sort, offset }) =>
      ofCount((of) => {
        const all = of.differences();
        const chosen = all.filter((row) => (!kind || row.kind === kind) && (!query || fits(row, query)));
        const kinds = [...Map.groupBy(all, (row) => row.kind)];
        const counted = kinds.map(([name, rows]) => ({ kind: name, count: rows.length }));
        return { ...pageOf(sort === 'title' ? chosen.toSorted(byTitle) : chosen, offset), kinds: counted };
      }),
    'stocktakes.close': ({ closing }) => changing((of) => of.close(closing)),
    'stocktakes.settleLate': ({ closing }) => changing((of) => of.settleLate(closing)),
    'stocktakes.abandon': () => changing((of) => of.abandon()),
    'stocktakes.report': ({ kind, offset }) =>
      ofCount((of) => {
        const findings = of.findings.filter((finding) => !kind || finding.kind === kind);
        return { ...pageOf(findings, offset), stocktake: of.stocktake(), kinds: kindsOf(of), people: peopleOf(of) };
      }),
    'stocktakes.table': ({ of }) => ofCount(() => ({ csv: `barcode,kind\r\nA ${of},missing\r\n` })),
    'stocktakes.accuracy': () => (host.isOffline ? offline() : { kind: 'done', answer: { data: exampleHistory } }),
  };
}

const titleOf = ({ copy }: Discrepancy) => copy?.book.title ?? '';
const byTitle = (a: Discrepancy, b: Discrepancy) => titleOf(a).localeCompare(titleOf(b));
const fits = (row: Discrepancy, query: string) =>
  row.barcode.startsWith(query) || titleOf(row).toLowerCase().includes(query.toLowerCase());

function shelvesOf(count: ExampleCount) {
  const sections = Map.groupBy(count.expected, ({ shelf }) => shelfSection(shelfKey(shelf)));
  return [...sections].map(([section, copies]) => ({
    section,
    shelfKey: section,
    expected: copies.length,
    seen: copies.filter(({ barcode }) => count.isSeen(barcode)).length,
    gone: 0,
  }));
}

function kindsOf({ findings }: ExampleCount) {
  const groups = Map.groupBy(findings, ({ kind, action, state }) => JSON.stringify([kind, action, state]));
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows;
    return first ? [{ kind: first.kind, action: first.action, state: first.state, count: rows.length }] : [];
  });
}

function peopleOf({ scans }: ExampleCount) {
  const [firstAt, lastAt] = ['2026-11-22T09:00:00.000Z', '2026-11-22T12:40:00.000Z'];
  const desk = { deskId: id(7, 1), deskName: 'Front desk 1', scanned: scans.length };
  return [{ staffId: librarian.id, name: librarian.name, ...desk, firstAt, lastAt }];
}

const exampleHistory: AccuracyRow[] = [0.9721, 0.9934, 0.9987, 0.99995].map((accuracy, index) => {
  const closedAt = `${2022 + index}-11-20T16:00:00.000Z`;
  const compared = 58_400 + index * 530;
  const agreeing = Math.round(compared * accuracy);
  return {
    stocktakeId: id(11, index + 1),
    branchId: mainBranch.id,
    openedAt: closedAt,
    closedAt,
    compared,
    agreeing,
    accuracy,
  };
});
