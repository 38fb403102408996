import type { Observation, ObservationAnswer } from '#shared/contract/desk.ts';
import { sentences } from '../sentences.ts';
import type { Answered } from '../server/answered.ts';
import { adviceOnAnswer, adviceOnRefusal } from './advice.ts';
import type { Conclusion } from './outbox.ts';

/** What the server's answer to a queued observation means for its row. */
export type Verdict =
  | { kind: 'concluded'; conclusion: Conclusion }
  /** The row stays queued. `row`: this one alone is the trouble; `line`: nothing can be sent just now. */
  | { kind: 'wait'; trouble: 'line' | 'row'; forMs: number | null; sentence: string | null };

/**
 * Only the server's own refusal of this very observation ends a row in "needs attention". No answer, a server in trouble,
 * too many requests, or a desk that is no longer accepted: it stays queued.
 * `seen`: somebody stands at the desk and reads the answer now, so that nothing need be kept for later.
 */
export function verdictOn(kind: Observation['kind'], answered: Answered<ObservationAnswer>, seen: boolean): Verdict {
  if (answered.kind === 'unreachable') return { kind: 'wait', trouble: 'line', forMs: null, sentence: null };
  if (answered.kind === 'done') {
    const { answer } = answered;
    const advice = adviceOnAnswer(kind, answer, seen);
    const state = advice === null ? 'applied' : 'needs_attention';
    return { kind: 'concluded', conclusion: { state, answer, problem: null, advice } };
  }

  const { problem, retryAfterMs } = answered;
  if (problem.status === 401 || problem.status === 403) {
    return { kind: 'wait', trouble: 'line', forMs: null, sentence: sentences.deskRefused };
  }
  if (problem.status === 429) return { kind: 'wait', trouble: 'line', forMs: retryAfterMs, sentence: null };
  if (problem.code === 'INTERNAL') return { kind: 'wait', trouble: 'row', forMs: retryAfterMs, sentence: null };
  if (problem.status >= 500) return { kind: 'wait', trouble: 'line', forMs: retryAfterMs, sentence: null };
  const state = seen ? 'settled' : 'needs_attention';
  return { kind: 'concluded', conclusion: { state, answer: null, problem, advice: adviceOnRefusal(kind, problem) } };
}
