import type { NextStep } from '#shared/contract/vocabulary.ts';
import type { IconName } from '../../parts/icon-paths.ts';
import type { ReturnOutcome } from './return-lines.ts';

/** Each thing to do with a copy has a drawing of its own. */
export const iconOfStep: Record<NextStep, IconName> = {
  shelve: 'shelf',
  hold_shelf: 'hold',
  transit: 'transit',
  maintenance: 'maintenance',
  refer: 'refer',
};

const ofKind = {
  asking: 'waiting',
  queued: 'queued',
  needs_attention: 'attention',
  refused: 'stop',
  failed: 'stop',
  other: 'attention',
} as const satisfies Record<Exclude<ReturnOutcome['kind'], 'decided'>, IconName>;

export function iconOfReturn(outcome: ReturnOutcome): IconName {
  return outcome.kind === 'decided' ? iconOfStep[outcome.decision.next] : ofKind[outcome.kind];
}
