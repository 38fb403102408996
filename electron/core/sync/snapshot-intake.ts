import { type SnapshotHead, type SnapshotLine, syncProtocol } from '#shared/contract/sync.ts';
import type { Cache } from '../cache/cache.ts';
import type { SnapshotFile, SnapshotRow } from '../cache/snapshot-file.ts';
import { sentences } from '../sentences.ts';
import { FeedTrouble } from './feed-trouble.ts';

/** Rows that go into the file in one transaction: some 10 ms of work, so that the desk still answers in between. */
const rowsPerStep = 1000;

/** Takes the lines of a snapshot, one by one, into its file: a new one, or the one that broke off. */
export class SnapshotIntake {
  readonly #cache: Cache;
  #snapshot: SnapshotFile | null;
  #head: SnapshotHead | null = null;
  #waiting: SnapshotRow[] = [];
  #taken = { books: 0, copies: 0 };
  #ended = false;

  constructor(cache: Cache, begun: SnapshotFile | null) {
    this.#cache = cache;
    this.#snapshot = begun;
  }

  get snapshot(): SnapshotFile | null {
    return this.#snapshot;
  }

  get isFull(): boolean {
    return this.#waiting.length >= rowsPerStep;
  }

  take(line: SnapshotLine): void {
    if ('book' in line || 'copy' in line) this.#takeRow(line);
    else if ('end' in line) this.#takeEnd(line.counts);
    else this.#takeHead(line);
  }

  /** Puts what has arrived into the file. */
  keep(): void {
    const rows = this.#waiting;
    this.#waiting = [];
    this.#snapshot?.add(rows);
  }

  /** The stream is over: it must have been whole. */
  finish(): void {
    this.keep();
    if (!this.#ended || !this.#snapshot) throw new FeedTrouble('BROKEN', sentences.feedIncomplete);
    this.#snapshot.rowsComplete();
  }

  #takeHead(head: SnapshotHead): void {
    if (head.protocol !== syncProtocol) throw new FeedTrouble('REFUSED', sentences.feedOtherVersion);
    const { protocol, epoch, cursor, counts } = head;
    const begun = this.#snapshot?.writer.position();
    if (begun && (begun.epoch !== epoch || begun.cursor !== cursor)) {
      throw new FeedTrouble('START_OVER', sentences.loadNewEpoch);
    }
    this.#head = head;
    this.#snapshot ??= this.#cache.beginSnapshot({ protocol, epoch, cursor }, counts);
  }

  #takeRow(row: SnapshotRow): void {
    if (!this.#head) throw new FeedTrouble('REFUSED', sentences.answerNotUnderstood);
    this.#waiting.push(row);
    if ('book' in row) this.#taken.books++;
    else this.#taken.copies++;
  }

  /** The end counts the rows of this answer: fewer have arrived when something on the way swallowed some. */
  #takeEnd(counts: SnapshotHead['counts']): void {
    const { books, copies } = this.#taken;
    if (counts.books !== books || counts.copies !== copies) {
      throw new FeedTrouble('START_OVER', sentences.feedIncomplete);
    }
    this.#ended = true;
  }
}
