import { Refusal } from './refusal.ts';

type Settings = {
  /** So many are worked on at once, */
  atOnce: number;
  /** and so many of them for one library: what takes long there leaves some for the others. */
  ofOneAtOnce: number;
  /** Who would wait longer than this, as things go, is told at once to come back. */
  patienceMs: number;
  /** However things go, so many may wait at least, */
  fewest: number;
  /** and at most; */
  most: number;
  /** but for a moment so many: a class that comes in all at once is no storm, and is served within a second or two. */
  burst: number;
  /** Milliseconds of a clock that never jumps. */
  now?: () => number;
};

type Lane = { atWork: number; waiting: (() => void)[] };

/** Of all that may wait, one library may have so much. */
const shareOfOne = 0.8;

/** A queue that has stood for longer is no burst. */
const burstMs = 1000;

/**
 * Who is worked on next when there is more to do than can be done. Libraries take turns, so that a storm from one costs
 * the others hardly any time; within one it is first come, first served. Who would wait for too long is sent away at
 * once: those who are let in stay quick, and nothing is refused half done, because nothing is asked of the database before
 * one's turn. (The rule behind it is Little's: so many as are done in that time may wait. That a queue is harmful when it
 * stands, not when it is long, is CoDel's: RFC 8289 §3.)
 */
export class Admission {
  readonly #settings: Settings;
  readonly #now: () => number;
  readonly #pace: Pace;
  /** In the order in which they have their turns. */
  readonly #lanes = new Map<string, Lane>();
  #atWork = 0;
  #waiting = 0;
  /** Since when somebody has been waiting. */
  #queuedSince = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#now = settings.now ?? (() => performance.now());
    this.#pace = paceOfWork(this.#now);
  }

  atWork(): number {
    return this.#atWork;
  }

  waiting(): number {
    return this.#waiting;
  }

  /** OVERLOADED when the server is full, TOO_MANY_REQUESTS when only this library's share is. */
  whyFull(of: string): Refusal | undefined {
    const lane = this.#lanes.get(of);
    if (this.#hasRoom(lane)) return undefined;
    const [room, ofLane] = [this.#mayWait(), lane?.waiting.length ?? 0];
    const isItsOwn = ofLane > 0 || this.#atWork < this.#settings.atOnce;
    if (isItsOwn && ofLane >= room * shareOfOne) return sentAway('TOO_MANY_REQUESTS');
    // Also when it is full, whoever hardly has anybody in the queue may join it: his turn comes soon.
    const leastShare = (room * (1 - shareOfOne)) / Math.max(1, this.#lanes.size);
    return this.#waiting >= room && ofLane >= leastShare ? sentAway('OVERLOADED') : undefined;
  }

  /** @throws Refusal OVERLOADED, TOO_MANY_REQUESTS */
  refuseWhenFull(of: string): void {
    const refusal = this.whyFull(of);
    if (refusal) throw refusal;
  }

  /**
   * Does the work when it is its turn, unless nobody waits for it any more by then.
   * @throws Refusal OVERLOADED, TOO_MANY_REQUESTS
   */
  async within<Answer>(of: string, work: () => Promise<Answer>, isAwaited = () => true): Promise<Answer> {
    this.refuseWhenFull(of);
    const lane = this.#lanes.get(of) ?? { atWork: 0, waiting: [] };
    this.#lanes.set(of, lane);
    await this.#turn(lane);
    try {
      if (!isAwaited()) throw sentAway('OVERLOADED');
      return await work();
    } finally {
      this.#leave(of, lane);
    }
  }

  #mayWait(): number {
    const { patienceMs, fewest, most, burst } = this.#settings;
    const isBurst = this.#waiting === 0 || this.#now() - this.#queuedSince < burstMs;
    const usual = Math.max(fewest, Math.min(most, (this.#pace.perSecond() * patienceMs) / 1000));
    return isBurst ? Math.max(burst, usual) : usual;
  }

  #hasRoom(lane: Lane | undefined): boolean {
    return this.#atWork < this.#settings.atOnce && (lane?.atWork ?? 0) < this.#settings.ofOneAtOnce;
  }

  async #turn(lane: Lane): Promise<void> {
    if (this.#hasRoom(lane)) return this.#take(lane);
    if (this.#waiting === 0) this.#queuedSince = this.#now();
    this.#waiting += 1;
    await new Promise<void>((begin) => lane.waiting.push(begin));
  }

  /** Takes the place at once, so that nobody slips in before whoever was called comes. */
  #take(lane: Lane): void {
    this.#atWork += 1;
    lane.atWork += 1;
  }

  #leave(of: string, lane: Lane): void {
    this.#atWork -= 1;
    lane.atWork -= 1;
    if (lane.atWork === 0 && lane.waiting.length === 0) this.#lanes.delete(of);
    this.#pace.done();
    this.#callNext();
  }

  #callNext(): void {
    for (const [of, lane] of this.#lanes) {
      const begin = this.#hasRoom(lane) ? lane.waiting.shift() : undefined;
      if (!begin) continue;
      // Behind the others until its next turn.
      this.#lanes.delete(of);
      this.#lanes.set(of, lane);
      this.#waiting -= 1;
      this.#take(lane);
      begin();
      return;
    }
  }
}

type Pace = ReturnType<typeof paceOfWork>;

const stretchMs = 500;

/** How much is done in a second, as of the last half second that is over. */
function paceOfWork(now: () => number) {
  let [since, done, perSecond] = [now(), 0, 0];
  const look = () => {
    const passed = now() - since;
    if (passed < stretchMs) return;
    perSecond = (done / passed) * 1000;
    [since, done] = [now(), 0];
  };
  return {
    done: () => {
      look();
      done += 1;
    },
    perSecond: () => {
      look();
      return perSecond;
    },
  };
}

/** To come back, and not all at the same second again. */
const sentAway = (code: 'OVERLOADED' | 'TOO_MANY_REQUESTS') =>
  new Refusal(code, { retryAfter: 1 + Math.floor(Math.random() * 3) });
