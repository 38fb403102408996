import type { ReturnAnswer } from '#shared/contract/api/loans.ts';
import type { Problem } from '#shared/contract/refusals.ts';
import type { NextStep } from '#shared/contract/vocabulary.ts';
import { sentences } from '../sentences.ts';
import type { Answered } from '../server/answered.ts';
import type { Conclusion } from './outbox.ts';

/** What the server's answer to a queued return means for its row. */
export type Verdict =
  | { kind: 'concluded'; conclusion: Conclusion }
  /** The row stays queued. `row`: this one alone is the trouble; `line`: nothing can be sent just now. */
  | { kind: 'wait'; trouble: 'line' | 'row'; forMs: number | null; sentence: string | null };

/**
 * Only the server's own refusal of this very return ends a row in "needs attention". No answer, a server in trouble,
 * too many requests, or a desk that is no longer accepted: it stays queued.
 * `seen`: somebody stands at the desk and reads the answer now, so that nothing need be kept for later.
 */
export function verdictOn(answered: Answered<ReturnAnswer>, seen: boolean): Verdict {
  if (answered.kind === 'unreachable') return { kind: 'wait', trouble: 'line', forMs: null, sentence: null };
  if (answered.kind === 'done') return { kind: 'concluded', conclusion: conclusionOf(answered.answer, seen) };

  const { problem, retryAfterMs } = answered;
  if (problem.status === 401 || problem.status === 403) {
    return { kind: 'wait', trouble: 'line', forMs: null, sentence: sentences.deskRefused };
  }
  if (problem.status === 429) return { kind: 'wait', trouble: 'line', forMs: retryAfterMs, sentence: null };
  if (problem.code === 'INTERNAL') return { kind: 'wait', trouble: 'row', forMs: retryAfterMs, sentence: null };
  if (problem.status >= 500) return { kind: 'wait', trouble: 'line', forMs: retryAfterMs, sentence: null };
  const state = seen ? 'settled' : 'needs_attention';
  return { kind: 'concluded', conclusion: { state, answer: null, problem, advice: adviceOnRefusal(problem) } };
}

function conclusionOf(answer: ReturnAnswer, seen: boolean): Conclusion {
  const advice = answer.outcome === 'superseded' ? adviceOnSuperseded : seen ? null : adviceOnUnseen(answer);
  return { state: advice === null ? 'applied' : 'needs_attention', answer, problem: null, advice };
}

const adviceOnSuperseded =
  'This copy was lent again after it was returned here, so the newer loan was left alone. ' +
  'If the copy is still here, scan it as a return again.';

/** The copy was put aside before anybody knew where it must go: say so now. */
function adviceOnUnseen({ next, destination }: ReturnAnswer): string | null {
  const advice: Record<NextStep, string | null> = {
    shelve: null,
    hold_shelf: 'Somebody waits for this copy: fetch it and put it on the hold shelf.',
    transit: `Fetch this copy and send it to ${destination?.name ?? 'the branch that it belongs to'}.`,
    maintenance: 'Fetch this copy and put it with those to be repaired.',
    refer: 'Fetch this copy and give it to whoever looks after accounts: something was paid for it.',
  };
  return advice[next];
}

function adviceOnRefusal({ code }: Problem): string {
  const known: Record<string, string> = {
    COPY_NOT_FOUND:
      'Compare the barcode with the one on the copy, and scan the copy again. It may belong to another library.',
    BRANCH_NOT_FOUND: 'This desk’s branch is no longer there. Enrol the desk again, then scan the copy again.',
    ANSWER_NOT_UNDERSTOOD: 'Look the copy up; if it is still shown as lent, scan it as a return again.',
  };
  return known[code] ?? 'Scan the copy again; if the answer is the same, show this to whoever looks after the system.';
}
