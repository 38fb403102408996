import type { CountedScan } from '#shared/contract/bridge/stocktakes.ts';
import type {
  Closing,
  Discrepancy,
  DiscrepancyKind,
  Finding,
  NewStocktake,
  Stocktake,
} from '#shared/contract/stocktake.ts';
import { shelfKey } from '#shared/rules/call-number.ts';
import { nothingRead, readOn } from '#shared/rules/shelf-order.ts';
import { exampleDifference, kindOf } from './example-differences.ts';
import type { ExampleLibrary } from './example-library.ts';
import { type ExampleCopy, id, mainBranch } from './example-records.ts';
import { librarian } from './example-state.ts';

const OPENED = '2026-11-22T08:30:00.000Z';
const CLOSED = '2026-11-22T16:00:00.000Z';

/** A count of the example branch: every copy that stands there is expected, and what was not scanned is missing. */
export class ExampleCount {
  scans: CountedScan[] = [];
  /** Barcodes scanned after it was closed, and not settled yet. */
  late = new Set<string>();
  findings: Finding[] = [];
  #stocktake: Stocktake;
  #reading = nothingRead;
  readonly #library: ExampleLibrary;
  readonly #expected: readonly ExampleCopy[];

  constructor(library: ExampleLibrary, scope: Omit<NewStocktake, 'branchId'>) {
    this.#library = library;
    this.#expected = library.copies.filter(({ status }) => status === 'available');
    const by = { kind: 'staff', id: librarian.id } as const;
    const noScope = { shelfFrom: null, shelfTo: null, collection: null, itemType: null };
    const fresh = { id: id(10, 1), branchId: mainBranch.id, state: 'open', openedAt: OPENED, openedBy: by } as const;
    const counts = { expected: 0, scanned: 0, seen: 0, late: 0 };
    this.#stocktake = { ...noScope, ...scope, ...fresh, closedAt: null, closedBy: null, counts, closing: null };
  }

  get expected(): readonly ExampleCopy[] {
    return this.#expected;
  }

  isSeen(barcode: string): boolean {
    return this.scans.some((scan) => scan.barcode === barcode);
  }

  stocktake(): Stocktake {
    const seen = this.#expected.filter(({ barcode }) => this.isSeen(barcode)).length;
    const late = this.late.size;
    const counts = { expected: this.#expected.length, scanned: this.scans.length - late, seen, late };
    return { ...this.#stocktake, counts };
  }

  record(barcode: string, shelf: string | null): CountedScan {
    const known = this.scans.find((scan) => scan.barcode === barcode);
    if (known) return { ...known, repeated: true };
    const copy = this.#library.copies.find((candidate) => candidate.barcode === barcode);
    const read = readOn(this.#reading, copy ? shelfKey(copy.shelf) : '');
    this.#reading = read.reading;
    const scan = {
      id: id(9, this.scans.length + 1),
      at: '2026-11-22T10:00:00.000Z',
      barcode,
      shelf,
      repeated: false,
      kind: kindOf(copy, shelf),
      order: read.order,
      copy: copy ? this.#shown(copy) : null,
    };
    this.scans = [scan, ...this.scans];
    if (this.#stocktake.state === 'closed') this.late.add(barcode);
    return scan;
  }

  /** All of them while it is open; then those that late scans show. */
  differences(): Discrepancy[] {
    const isOpen = this.#stocktake.state === 'open';
    const wrong = this.scans.flatMap((scan) => {
      const copy = this.#library.copies.find(({ barcode }) => barcode === scan.barcode);
      const isLate = this.late.has(scan.barcode);
      const kind = kindOf(copy, scan.shelf);
      return kind && (isOpen || isLate) ? [this.#difference(scan.barcode, kind, copy, scan)] : [];
    });
    const unseen = isOpen ? this.#expected.filter(({ barcode }) => !this.isSeen(barcode)) : [];
    return [...wrong, ...unseen.map((copy) => this.#difference(copy.barcode, 'missing', copy, null))];
  }

  /** Begins to do what was chosen; a count that is closing or closed is left as it is. */
  close(closing: Closing): void {
    if (this.#stocktake.state !== 'open') return;
    const chosen = this.#settle(closing);
    this.#stocktake = { ...this.#stocktake, state: 'closing', closing: { chosen, done: 0, skipped: 0 } };
  }

  settleLate(closing: Closing): void {
    this.#settle(closing);
    this.late.clear();
  }

  /** The server goes on with it: half, then all. */
  goOn(): void {
    const { state, closing } = this.#stocktake;
    if (state !== 'closing' || !closing) return;
    const done = closing.done === 0 ? Math.ceil(closing.chosen / 2) : closing.chosen;
    this.#stocktake = { ...this.#stocktake, closing: { ...closing, done } };
    if (done < closing.chosen) return;
    this.#stocktake = { ...this.#stocktake, state: 'closed', closedAt: CLOSED, closedBy: this.#stocktake.openedBy };
  }

  abandon(): void {
    this.#stocktake = { ...this.#stocktake, state: 'abandoned' };
  }

  #settle({ actions, kinds, applyProposed }: Closing): number {
    const differences = this.differences();
    for (const row of differences) {
      const named = actions.find(({ barcode }) => barcode === row.barcode)?.action;
      const ofKind = kinds.find(({ kind }) => kind === row.kind)?.action;
      const action = named ?? ofKind ?? (applyProposed ? row.proposed : 'ignore');
      const copy = this.#library.copies.find(({ barcode }) => barcode === row.barcode);
      if (copy && action === 'mark_missing') copy.status = 'missing';
      if (copy && action === 'mark_found') copy.status = 'available';
      this.findings.push({
        barcode: row.barcode,
        title: row.copy?.book.title ?? null,
        shelf: row.copy?.shelf ?? null,
        kind: row.kind,
        late: this.late.has(row.barcode),
        action,
        state: 'done',
        sentence: null,
        next: null,
        decidedAt: CLOSED,
        seenAt: row.seen?.at ?? null,
        seenOn: row.seen?.shelf ?? null,
      });
    }
    return differences.length;
  }

  #difference(
    barcode: string,
    kind: DiscrepancyKind,
    copy: ExampleCopy | undefined,
    scan: CountedScan | null,
  ): Discrepancy {
    const book = this.#library.books.find((candidate) => candidate.id === copy?.bookId);
    return exampleDifference({ barcode, kind, copy, book, scan, isLate: this.late.has(barcode) });
  }

  #shown(copy: ExampleCopy) {
    return {
      title: this.#library.books.find((book) => book.id === copy.bookId)?.title ?? null,
      shelf: copy.shelf,
      status: copy.status,
      homeBranchCode: mainBranch.code,
      currentBranchCode: mainBranch.code,
    };
  }
}
