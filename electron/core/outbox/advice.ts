import type { Observation, ObservationAnswer } from '#shared/contract/desk.ts';
import type { Problem } from '#shared/contract/refusals.ts';
import type { NextStep } from '#shared/contract/vocabulary.ts';

type Kind = Observation['kind'];

/** What was done with the copy, and what to do with it if it is done again. */
const words: Record<Kind, { done: string; again: string }> = {
  return: { done: 'returned here', again: 'scan it as a return again' },
  transfer_receipt: { done: 'received here', again: 'scan it as received again' },
};

/** What a person must do about an answer; null when nothing is left to do. `seen`: somebody reads the answer now. */
export function adviceOnAnswer(kind: Kind, answer: ObservationAnswer, seen: boolean): string | null {
  if (answer.outcome === 'superseded') return adviceOnSuperseded(kind);
  return seen ? null : adviceOnUnseen(answer);
}

const adviceOnSuperseded = (kind: Kind) =>
  `This copy was lent again after it was ${words[kind].done}, so the newer loan was left alone. ` +
  'If the copy is still here, scan it as a return.';

/** The copy was put aside before anybody knew where it must go: say so now. */
function adviceOnUnseen({ next, destination }: ObservationAnswer): string | null {
  const advice: Record<NextStep, string | null> = {
    shelve: null,
    hold_shelf: 'Somebody waits for this copy: fetch it and put it on the hold shelf.',
    transit: `Fetch this copy and send it to ${destination?.name ?? 'the branch that it belongs to'}.`,
    maintenance: 'Fetch this copy and put it with those to be repaired.',
    refer: 'Fetch this copy and give it to whoever looks after accounts: something was paid for it.',
  };
  return advice[next];
}

/** What to do about the server's refusal of an observation. */
export function adviceOnRefusal(kind: Kind, { code }: Problem): string {
  const known: Record<string, string> = {
    COPY_NOT_FOUND:
      'Compare the barcode with the one on the copy, and scan the copy again. It may belong to another library.',
    BRANCH_NOT_FOUND: 'This desk’s branch is no longer there. Enrol the desk again, then scan the copy again.',
    ANSWER_NOT_UNDERSTOOD: `Look the copy up; if it is not shown as ${words[kind].done}, ${words[kind].again}.`,
  };
  return known[code] ?? 'Scan the copy again; if the answer is the same, show this to whoever looks after the system.';
}
