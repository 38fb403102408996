import { useState } from 'react';
import type { WrittenEntry } from '#shared/contract/api/account.ts';
import type { NotDone } from '../../bridge/answer.ts';
import { useDesk } from '../desk-context.tsx';
import { type Decision, type DecisionDraft, type DecisionErrors, decisionOf, emptyDecision } from './decision-form.ts';
import { useIntention } from './use-intention.ts';

type Sent = { kind: 'done'; answer: WrittenEntry } | NotDone;
type DecisionParts = {
  /** What stands in the field for the sum at first. */
  amount: string;
  limits: Parameters<typeof decisionOf>[1];
  send(order: Decision & { intention: string }): Promise<Sent>;
  /** Said when it is done. */
  done(decision: Decision): string;
  /** Instead of closing the dialog. */
  onWritten?(entry: WrittenEntry): void;
};

/** A dialog in which a sum is decided upon: its draft, what is wrong with it, and its one intention. */
export function useDecision({ amount, limits, send, done, onWritten }: DecisionParts) {
  const { tasks, voice } = useDesk();
  const [draft, setDraft] = useState(() => emptyDecision(amount));
  const [errors, setErrors] = useState<DecisionErrors>({});
  const close = onWritten ? undefined : () => tasks.account.close();
  const form = useIntention(async (intention) => {
    const decision = decisionOf(draft, limits);
    setErrors('errors' in decision ? decision.errors : {});
    if ('errors' in decision) return { kind: 'not_ready' } as const;
    const outcome = await send({ ...decision, intention });
    if (outcome.kind === 'done') {
      voice.signal('good', done(decision));
      onWritten?.(outcome.answer);
    }
    return outcome;
  }, close);
  const onChange = (part: Partial<DecisionDraft>) => setDraft((before) => ({ ...before, ...part }));
  return { form, fields: { draft, errors, onChange } };
}
