import { type Problem, type RefusalCode, refusalRow } from '#shared/contract/refusals.ts';

/** A refusal as the server words it. */
export function problem(code: RefusalCode, facts: Record<string, unknown> = {}): Problem {
  const { status, title, overridable, liftedBy } = refusalRow(code);
  return {
    type: 'about:blank',
    title,
    status,
    detail: title,
    code,
    requestId: 'test',
    ...(overridable && { overridable, liftedBy }),
    facts,
  };
}

/** A card that is good no longer, with the end of the number of the one that is. */
export const cardReplaced = (newNumber: string): Problem => {
  const endsIn = newNumber.slice(-4);
  const detail = `This card was replaced. The new one ends in ${endsIn}.`;
  return { ...problem('CARD_REPLACED', { endsIn, reason: 'lost' }), detail };
};

export const refused = (code: RefusalCode, facts: Record<string, unknown> = {}) =>
  ({ kind: 'refused', problem: problem(code, facts) }) as const;

export const offline = () =>
  ({
    kind: 'offline',
    sentence: 'The line to the server is down. This cannot be done until it is back; nothing was recorded.',
  }) as const;
