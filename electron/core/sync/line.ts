import type { Connection } from '#shared/contract/desk.ts';
import type { SyncTimings } from './timings.ts';

/** What is known of the line to the server. Times are milliseconds since 1970. */
export type LineFacts = {
  /** When the sync began, or the line was last given up: from then on it is waited for. */
  waitedSince: number;
  /** When anything was last heard from the server; null when nothing since `waitedSince`. */
  heardAt: number | null;
  /** The last attempt found nobody there, and nothing was heard since. */
  refused: boolean;
  /** From when on the cache counts as behind, if it is not up to date before; -Infinity: already; null: nothing owed. */
  behindFrom: number | null;
  /** From when on the server has been kept from telling what changed; null while it is not. */
  heldBackSince: number | null;
  lastCaughtUpAt: number | null;
};

/** The word for the line. Right after the start it is `behind`: nothing is known yet. */
export function judgeLine(facts: LineFacts, now: number, silenceMs: number): Connection['kind'] {
  if (facts.refused || now - (facts.heardAt ?? facts.waitedSince) >= silenceMs) return 'offline';
  if (facts.heardAt === null || facts.heldBackSince !== null) return 'behind';
  return facts.behindFrom !== null && now >= facts.behindFrom ? 'behind' : 'live';
}

const already = Number.NEGATIVE_INFINITY;

/** Keeps the facts, and tells when the word for them changes. */
export class Line {
  readonly #now: () => Date;
  readonly #timings: SyncTimings;
  readonly #onChange: (connection: Connection) => void;
  #facts: LineFacts;
  #said: Connection['kind'] | null = null;

  constructor(
    given: { now: () => Date; timings: SyncTimings; lastCaughtUpAt: Date | null },
    onChange: (connection: Connection) => void,
  ) {
    this.#now = given.now;
    this.#timings = given.timings;
    this.#onChange = onChange;
    const now = this.#now().getTime();
    const lastCaughtUpAt = given.lastCaughtUpAt?.getTime() ?? null;
    this.#facts = {
      waitedSince: now,
      heardAt: null,
      refused: false,
      behindFrom: already,
      heldBackSince: null,
      lastCaughtUpAt,
    };
  }

  get heardAt(): number | null {
    return this.#facts.heardAt;
  }

  get isDown(): boolean {
    return this.#judged() === 'offline';
  }

  /** Anything came from the server. While nothing is owed, that also means: up to date until now. */
  heard(): void {
    const now = this.#now().getTime();
    // Whatever was missed while the line was down is owed.
    if (this.isDown) this.#facts.behindFrom = already;
    this.#facts = { ...this.#facts, heardAt: now, refused: false };
    if (this.#facts.behindFrom === null) this.#facts.lastCaughtUpAt = this.#facts.heldBackSince ?? now;
    this.review();
  }

  /** Nobody is there: the connection was refused, or there is no way to the server. */
  refused(): void {
    this.#facts.refused = true;
    this.review();
  }

  /** The server has something that the cache does not have yet; it may be given a moment to fetch it. */
  owes(graceMs = 0): void {
    const from = graceMs > 0 ? this.#now().getTime() + graceMs : already;
    this.#facts.behindFrom = Math.min(this.#facts.behindFrom ?? from, from);
    this.review();
  }

  caughtUp(): void {
    const lastCaughtUpAt = this.#facts.heldBackSince ?? this.#now().getTime();
    this.#facts = { ...this.#facts, behindFrom: null, lastCaughtUpAt };
    this.review();
  }

  /** For so long the server has been kept from telling what changed: whatever is fetched is no newer than that. */
  lags(seconds: number): void {
    const isLong = seconds * 1000 >= this.#timings.lagMs;
    this.#facts.heldBackSince = isLong ? this.#now().getTime() - seconds * 1000 : null;
    if (isLong) this.#facts.lastCaughtUpAt = this.#facts.heldBackSince;
    this.review();
  }

  /** Judges the facts again: silence alone changes the word, so this is also called by the clock. */
  review(): void {
    const now = this.#now().getTime();
    // Somebody put the clock back: silence is counted from here.
    if (this.#facts.heardAt !== null && this.#facts.heardAt > now) this.#facts.heardAt = now;
    const kind = this.#judged();
    if (kind === this.#said) return;
    const since = new Date(now).toISOString();
    const caughtUpAt = this.#facts.lastCaughtUpAt;
    const lastCaughtUpAt = caughtUpAt === null ? null : new Date(caughtUpAt).toISOString();
    const connection = kind === 'live' ? { kind, since } : { kind, since, lastCaughtUpAt };
    this.#said = connection.kind;
    this.#onChange(connection);
  }

  #judged(): Connection['kind'] {
    return judgeLine(this.#facts, this.#now().getTime(), this.#timings.silenceMs);
  }
}
