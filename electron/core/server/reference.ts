import type { RouteShape } from '#shared/contract/route.ts';
import { sentences } from '../sentences.ts';
import type { Answered } from './answered.ts';

/** Refusals behind which there is something to be looked for, by somebody else than whoever reads them. */
const ofUse = new Set(['INTERNAL', 'ANSWER_NOT_UNDERSTOOD']);

/**
 * Where something failed that a librarian cannot mend, or nobody knows whether it was done, the sentence ends with the
 * end of the request's id: whoever looks after the computers finds it in the desk's log and the server's.
 */
export function withReference<T>(answered: Answered<T>, row: RouteShape, requestId: string): Answered<T> {
  if (answered.kind === 'done') return answered;
  if (answered.kind === 'unreachable') {
    const isUncertain = answered.mayHaveBeenDone && row.method !== 'GET';
    return isUncertain ? { ...answered, sentence: sentences.withReference(answered.sentence, requestId) } : answered;
  }
  const { problem } = answered;
  if (!ofUse.has(problem.code)) return answered;
  return {
    ...answered,
    problem: { ...problem, detail: sentences.withReference(problem.detail, requestId), requestId },
  };
}
