import { sentences } from '../sentences.ts';
import type { Answered } from '../server/answered.ts';
import { unreachable } from '../server/unreachable.ts';

/**
 * What may go wrong between the feed and the cache:
 * - `NO_CONNECTION`: nobody is there;
 * - `BROKEN`: an answer broke off, took too long, or came from a gateway; the server may well be there;
 * - `START_OVER`: only a new snapshot helps, and the sentence says why;
 * - `REFUSED`: the server said no, or this desk cannot follow it; asking again soon changes nothing.
 */
type TroubleCode = 'NO_CONNECTION' | 'BROKEN' | 'START_OVER' | 'REFUSED';

export class FeedTrouble extends Error {
  override name = 'FeedTrouble';
  readonly code: TroubleCode;
  readonly retryAfterMs: number | null;

  /** The message is a sentence for the people at the desk. */
  constructor(code: TroubleCode, sentence: string, retryAfterMs: number | null = null) {
    super(sentence);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** An answer that is not the one asked for. */
export type NotDone = Exclude<Answered<unknown>, { kind: 'done' }>;

/** Why the desk's place in the feed is of no use any more, by the reason that the server gives with CURSOR_EXPIRED. */
const reasons = new Map<unknown, string>([
  ['epoch', sentences.loadNewEpoch],
  ['ahead', sentences.loadNewEpoch],
]);

/** An error of fetch or of reading its body. */
export function troubleOfLine(error: unknown): FeedTrouble {
  if (error instanceof FeedTrouble) return error;
  const { mayHaveBeenDone, sentence } = unreachable(error, true);
  return mayHaveBeenDone ? new FeedTrouble('BROKEN', sentences.feedBroken) : new FeedTrouble('NO_CONNECTION', sentence);
}

export function troubleOfAnswer(answered: NotDone): FeedTrouble {
  if (answered.kind === 'unreachable') return new FeedTrouble('BROKEN', answered.sentence);
  const { code, status, detail, facts } = answered.problem;
  if (code === 'BAD_CURSOR') return new FeedTrouble('START_OVER', sentences.loadLostPlace);
  // The place is of this desk's own version, or it would have begun afresh when it was opened: the server is of another.
  // A snapshot would be refused there, and taken in vain from a server of ours beside it.
  if (code === 'CURSOR_EXPIRED' && facts?.reason === 'protocol') {
    return new FeedTrouble('REFUSED', sentences.feedOtherVersion, answered.retryAfterMs);
  }
  if (code === 'CURSOR_EXPIRED') {
    return new FeedTrouble('START_OVER', reasons.get(facts?.reason) ?? sentences.loadExpired);
  }
  // The server is there but not its database, or it is at its limit, or at what it does for one library: that passes.
  if (status >= 500 || status === 429) return new FeedTrouble('BROKEN', detail, answered.retryAfterMs);
  return new FeedTrouble('REFUSED', sentences.feedRefused(detail), answered.retryAfterMs);
}
