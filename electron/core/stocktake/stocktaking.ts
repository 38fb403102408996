import { catalogApi } from '#shared/contract/api/catalog.ts';
import type { CountedAnswer, CountedScan, Counting, StocktakeHead } from '#shared/contract/bridge/stocktakes.ts';
import type { ShelfProgress, Stocktake, StocktakeState } from '#shared/contract/stocktake.ts';
import { shelfKey } from '#shared/rules/call-number.ts';
import { nothingRead, readOn } from '#shared/rules/shelf-order.ts';
import type { Cache } from '../cache/cache.ts';
import type { StandingCopy } from '../cache/reader.ts';
import type { Clock } from '../clock.ts';
import { whyNotKept } from '../outbox/outbox.ts';
import type { StocktakeScans, StoredScan } from '../outbox/stocktake-scans.ts';
import type { ServerClient } from '../server/client.ts';
import { Differences } from './differences.ts';
import { judgeScan } from './judge-scan.ts';
import { ScanSender } from './scan-sender.ts';
import { ShelfPlan } from './shelf-plan.ts';
import { Together } from './together.ts';

/** The pace is that of the last five minutes. */
const paceMinutes = 5;
/** How often the server is asked what the other desks have seen, at most: while somebody looks at the shelves, and else. */
const shelvesAskedEveryMs = 5000;
const figuresAskedEveryMs = 15_000;
/** A cache that is being loaded knows no copies yet. To ask it is to read all that it has. */
const planAskedEveryMs = 5000;

type StocktakingOptions = {
  scans: StocktakeScans;
  cache: Cache;
  client: ServerClient;
  /** The desk's own right: nobody need be signed in to count. */
  authorization: string;
  clock: Clock;
  /** The branch of this desk: it takes part in no other's counts. */
  branchId: string;
  random: () => number;
  isOffline: () => boolean;
  codeOf: (branchId: string) => string;
  /** Who is signed in at the desk, if anybody. */
  personId: () => string | null;
  onChange: () => void;
};

/** The count that this desk takes part in: its scans, what they say, and how far the shelves are. */
export class Stocktaking {
  readonly sender: ScanSender;
  /** What a manager looks through. */
  readonly differences = new Differences();
  readonly #options: StocktakingOptions;
  #plan: { of: ShelfPlan; at: number } | null = null;
  /** How far the shelf with this label is read. */
  #reading: { shelf: string | null; soFar: typeof nothingRead } = { shelf: null, soFar: nothingRead };
  #together: { of: Together; stocktakeId: string } | null = null;

  constructor(options: StocktakingOptions) {
    this.#options = options;
    this.sender = new ScanSender({
      ...options,
      onState: (id, state) => this.#heardState(id, state),
      onChange: () => this.#sent(),
    });
  }

  joined(): StocktakeHead | null {
    const { scans, branchId } = this.#options;
    const stocktake = scans.joined();
    return stocktake?.branchId === branchId ? stocktake : null;
  }

  join({ counts: _counts, closing: _closing, ...head }: Stocktake): void {
    this.#options.scans.join(head);
    this.#begin();
  }

  leave(): void {
    this.#options.scans.join(null);
    this.#begin();
  }

  /** The copy in the hand: on the disk, then judged. Null where the desk takes part in no count. */
  scan(barcode: string, shelf: string | null): CountedAnswer | null {
    const stocktake = this.joined();
    if (!stocktake) return null;
    const { scans, clock, onChange } = this.#options;
    const at = clock.now();
    const known = scans.find(stocktake.id, barcode);
    if (known) return { kind: 'counted', scan: this.#shown(known, true) };
    const { copy } = this.#look(barcode);
    // Another label is another shelf: it is in nobody's sequence but its own.
    const soFar = shelf === this.#reading.shelf ? this.#reading.soFar : nothingRead;
    const read = readOn(soFar, copy ? shelfKey(copy.shelf) : '');
    const kind = judgeScan({ stocktake, copy, shelf, at });
    const scan = {
      stocktakeId: stocktake.id,
      barcode,
      shelf,
      staffId: this.#options.personId(),
      kind,
      standing: read.order,
    };
    try {
      const [kept] = scans.record([scan], at);
      this.#reading = { shelf, soFar: read.reading };
      this.#planOf(stocktake).see(barcode);
      this.sender.soon();
      onChange();
      if (kept) return { kind: 'counted', scan: this.#shown(kept, false) };
      throw new Error('A scan was taken and is not there.');
    } catch (error) {
      return { kind: 'not_kept', sentence: whyNotKept(error) };
    }
  }

  /** What the server knows of a copy that this desk's cache does not: one of another branch. Null where it knows none. */
  async learn(scan: CountedScan): Promise<CountedScan | null> {
    const stocktake = this.joined();
    const { client, authorization, isOffline, codeOf } = this.#options;
    if (!stocktake || scan.kind !== 'unknown' || isOffline()) return null;
    const asked = { params: { barcode: scan.barcode }, as: authorization };
    const answered = await client.call(catalogApi.readCopy, asked);
    if (answered.kind !== 'done') return null;
    const copy = answered.answer;
    const kind = judgeScan({ stocktake, copy, shelf: scan.shelf, at: new Date(scan.at) });
    const { shelf, status } = copy;
    const [homeBranchCode, currentBranchCode] = [codeOf(copy.homeBranchId), codeOf(copy.currentBranchId)];
    return { ...scan, kind, copy: { title: copy.book.title, shelf, status, homeBranchCode, currentBranchCode } };
  }

  /** Barcodes out of a file: judged as scans are, one wait for the disk for all of them. */
  load(codes: readonly string[], shelf: string | null) {
    const stocktake = this.joined();
    if (!stocktake) return null;
    const { scans, clock, onChange } = this.#options;
    const at = clock.now();
    const staffId = this.#options.personId();
    let unknown = 0;
    const news = codes.map((barcode) => {
      const kind = judgeScan({ stocktake, copy: this.#look(barcode).copy, shelf, at });
      if (kind === 'unknown') unknown += 1;
      return { stocktakeId: stocktake.id, barcode, shelf, staffId, kind, standing: 'in_order' as const };
    });
    try {
      const kept = scans.record(news, at).filter((scan) => scan !== null);
      for (const { barcode } of kept) this.#planOf(stocktake).see(barcode);
      this.sender.soon();
      onChange();
      return { kind: 'loaded' as const, taken: kept.length, repeated: codes.length - kept.length, unknown };
    } catch (error) {
      return { kind: 'not_kept' as const, sentence: whyNotKept(error) };
    }
  }

  /** What this desk scanned, the newest first. */
  list(offset: number, limit: number): { rows: CountedScan[]; total: number } {
    const stocktake = this.joined();
    if (!stocktake) return { rows: [], total: 0 };
    const { rows, total } = this.#options.scans.list(stocktake.id, offset, limit);
    return { rows: rows.map((row) => this.#shown(row, false)), total };
  }

  counting(): Counting | null {
    const stocktake = this.joined();
    if (!stocktake) return null;
    const { scans, clock } = this.#options;
    const own = this.#planOf(stocktake).totals();
    const together = this.#togetherOf(stocktake).totals(own.seen);
    return {
      stocktake,
      scanned: scans.total(stocktake.id),
      perMinute: perMinute(scans.scannedSince(stocktake.id, paceBegins(clock.now())), clock.now()),
      unsent: scans.unsent().queued,
      refused: scans.refusals(stocktake.id),
      ...(together ?? own),
      together: together !== null,
    };
  }

  /** The shelves with what all desks have seen, while the server can be asked; else what this one has. */
  async shelves(): Promise<{ shelves: ShelfProgress[]; together: boolean }> {
    const stocktake = this.joined();
    if (!stocktake) return { shelves: [], together: false };
    await this.#askTogether(stocktake, shelvesAskedEveryMs);
    const together = this.#togetherOf(stocktake).shelves();
    return together
      ? { shelves: together, together: true }
      : { shelves: this.#planOf(stocktake).sections(), together: false };
  }

  stop(): void {
    this.sender.stop();
  }

  /** Whoever scans must know that a count is over. */
  #heardState(id: string, state: StocktakeState): void {
    const joined = this.joined();
    if (joined?.id === id && joined.state !== state) this.#options.scans.join({ ...joined, state });
  }

  #begin(): void {
    this.#plan = null;
    this.#together = null;
    this.#reading = { shelf: null, soFar: nothingRead };
    this.#options.onChange();
  }

  #planOf(stocktake: StocktakeHead): ShelfPlan {
    const { cache, scans, clock } = this.#options;
    const now = clock.now().getTime();
    const plan = this.#plan;
    if (plan && (plan.of.totals().expected > 0 || Math.abs(now - plan.at) < planAskedEveryMs)) return plan.of;
    const of = new ShelfPlan(stocktake, standingIn(cache), scans.barcodes(stocktake.id));
    this.#plan = { of, at: now };
    return of;
  }

  /** A cache in trouble stops no scan: then nothing is known of the copy. */
  #look(barcode: string): ReturnType<Cache['reader']['copy']> {
    try {
      return this.#options.cache.reader.copy(barcode);
    } catch (error) {
      console.error('The cache could not be read for a scan.', error);
      return { copy: null, book: null };
    }
  }

  #shown(scan: StoredScan, repeated: boolean): CountedScan {
    const { codeOf } = this.#options;
    const { copy, book } = this.#look(scan.barcode);
    return {
      id: scan.id,
      at: scan.observedAt,
      barcode: scan.barcode,
      shelf: scan.shelf,
      repeated,
      kind: scan.kind,
      order: scan.standing,
      copy: copy && {
        title: book?.title ?? null,
        shelf: copy.shelf,
        status: copy.status,
        homeBranchCode: codeOf(copy.homeBranchId),
        currentBranchCode: codeOf(copy.currentBranchId),
      },
    };
  }

  #togetherOf({ id }: StocktakeHead): Together {
    if (this.#together?.stocktakeId === id) return this.#together.of;
    const of = new Together(id, this.#options);
    this.#together = { of, stocktakeId: id };
    return of;
  }

  #askTogether(stocktake: StocktakeHead, atMostEveryMs: number): Promise<boolean> {
    const { seen } = this.#planOf(stocktake).totals();
    const unsent = this.#options.scans.unsent().queued;
    return this.#togetherOf(stocktake).ask(atMostEveryMs, Math.max(0, seen - unsent));
  }

  /** The server has more of this desk's scans: a good moment to ask what it has of the others'. */
  #sent(): void {
    const { onChange } = this.#options;
    onChange();
    const stocktake = this.joined();
    if (stocktake) void this.#askTogether(stocktake, figuresAskedEveryMs).then((isNew) => isNew && onChange());
  }
}

const paceBegins = (now: Date) => new Date(now.getTime() - paceMinutes * 60_000);

/** Of a desk that has only just begun, the pace since its first scan; a burst of seconds is no pace yet. */
function perMinute({ count, first }: { count: number; first: string | null }, now: Date): number {
  const minutes = first === null ? paceMinutes : (now.getTime() - new Date(first).getTime()) / 60_000;
  return Math.round(count / Math.min(paceMinutes, Math.max(1, minutes)));
}

/** A cache in trouble stops no count: then this desk knows of no progress. */
function standingIn(cache: Cache): StandingCopy[] {
  try {
    return cache.reader.standing();
  } catch (error) {
    console.error('The cache could not be read for a count.', error);
    return [];
  }
}
