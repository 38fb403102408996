import { z } from 'zod';
import { Discrepancy, type DiscrepancyKind } from '#shared/contract/stocktake.ts';
import { byKey } from '#shared/rules/call-number.ts';

/** A line of the stream: a difference, or the end with their number. */
const Line = z.union([z.object({ discrepancy: Discrepancy }), z.object({ end: z.literal(true), count: z.int() })]);

type Choice = {
  kind?: DiscrepancyKind | undefined;
  late?: boolean | undefined;
  query?: string | undefined;
  sort?: string | undefined;
};

/** What is kept answers filters and sorts for so long; then the next look at the first page reads it again. */
const freshMs = 15_000;

/**
 * The differences of one count, read once as a stream: the server works all of them out for each page, which is too
 * slow to scroll through 60,000. Filters, sorts and pages are answered from here.
 */
export class Differences {
  /** `id`: of the count, and of whoever looks through it. */
  #of: { id: string; rows: Discrepancy[]; readAt: number } | null = null;
  /** What was last chosen of them, in its order: scrolling asks for the same again and again. */
  #chosen: { by: string; rows: Discrepancy[] } | null = null;

  /** Whether a look at the first page may be answered from what is kept. */
  isFresh(id: string, now: number): boolean {
    return this.#of?.id === id && now - this.#of.readAt < freshMs;
  }

  isOf(id: string): boolean {
    return this.#of?.id === id;
  }

  /** Collects the lines of a stream; `finish` answers whether it was whole. */
  reading(id: string, now: number): { line(text: string): void; finish(): boolean } {
    const rows: Discrepancy[] = [];
    let end: number | null = null;
    return {
      line: (text) => {
        const line = Line.parse(JSON.parse(text));
        if ('end' in line) end = line.count;
        else rows.push(line.discrepancy);
      },
      finish: () => {
        if (end !== rows.length) return false;
        this.#of = { id, rows, readAt: now };
        this.#chosen = null;
        return true;
      },
    };
  }

  forget(): void {
    this.#of = null;
    this.#chosen = null;
  }

  page(choice: Choice, offset: number, limit: number) {
    const all = this.#of?.rows ?? [];
    const chosen = this.#choose(choice);
    const data = chosen.slice(offset, offset + limit);
    const kinds = [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, rows]) => ({ kind, count: rows.length }));
    return {
      data,
      meta: { total: chosen.length, limit, offset, hasMore: offset + data.length < chosen.length },
      kinds: kinds.sort((a, b) => b.count - a.count),
    };
  }

  #choose(choice: Choice): Discrepancy[] {
    const { kind, late, query, sort = 'shelf' } = choice;
    const by = JSON.stringify([kind, late, query, sort]);
    if (this.#chosen?.by === by) return this.#chosen.rows;
    const rows = (this.#of?.rows ?? []).filter((row) => isChosen(row, choice)).sort(orderOf(sort));
    this.#chosen = { by, rows };
    return rows;
  }
}

function isChosen(row: Discrepancy, { kind, late, query }: Choice): boolean {
  if (kind && row.kind !== kind) return false;
  if (late !== undefined && (row.seen?.late ?? false) !== late) return false;
  if (!query) return true;
  const wanted = query.toLowerCase();
  const { copy, barcode } = row;
  return [barcode, copy?.shelf, copy?.book.title].some((text) => text?.toLowerCase().includes(wanted));
}

const titles = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const orders: Record<string, (a: Discrepancy, b: Discrepancy) => number> = {
  shelf: (a, b) => byKey(a.shelfKey, b.shelfKey),
  title: (a, b) => titles.compare(a.copy?.book.title ?? '', b.copy?.book.title ?? ''),
  seenAt: (a, b) => byKey(a.seen?.at ?? '', b.seen?.at ?? ''),
  kind: (a, b) => byKey(a.kind, b.kind),
  barcode: (a, b) => byKey(a.barcode, b.barcode),
};

/** As the server's `sort`: a field's name, with `-` before it for descending; the barcode settles what is equal. */
function orderOf(sort: string): (a: Discrepancy, b: Discrepancy) => number {
  const isDescending = sort.startsWith('-');
  const compare = orders[isDescending ? sort.slice(1) : sort] ?? (() => 0);
  return (a, b) => (isDescending ? compare(b, a) : compare(a, b)) || byKey(a.barcode, b.barcode);
}
