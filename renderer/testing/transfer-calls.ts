import { answerOf, queue } from './circulation-calls.ts';
import { refused } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';

/** Journeys between branches, as simply as the screens need them. */
export function transferCalls(host: TestHost): CallsOf<'transfers'> {
  const { library } = host;
  return {
    'transfers.receive': ({ barcode }) => {
      if (host.isOffline) return queue(host, 'transfer_receipt', barcode);
      const copy = library.copies.find((candidate) => candidate.barcode === barcode);
      if (!copy) return refused('COPY_NOT_FOUND');
      return { kind: 'done', answer: { ...answerOf(library, copy, false), outcome: 'received' } };
    },
  };
}
