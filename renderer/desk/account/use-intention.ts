import { useState } from 'react';
import type { NotDone } from '../../bridge/answer.ts';
import { useSubmission } from '../../parts/form.tsx';

type Sent = { kind: 'done' } | { kind: 'not_ready' } | NotDone;

/**
 * A form that is one intention from its opening on: whatever is pressed twice, or sent again after an answer was lost,
 * is done once. While nobody knows what was done, its fields are frozen: the same may be sent again, nothing else.
 */
export function useIntention<T extends Sent>(send: (intention: string) => Promise<T>, onDone?: () => void) {
  const [intention] = useState(() => crypto.randomUUID());
  const [isFrozen, setIsFrozen] = useState(false);
  const submission = useSubmission(async () => {
    const outcome = await send(intention);
    setIsFrozen(outcome.kind === 'offline' || outcome.kind === 'failed');
    return outcome;
  }, onDone);
  return { ...submission, isFrozen };
}
