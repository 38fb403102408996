import type { NextStep } from '#shared/contract/vocabulary.ts';
import type { Sound } from '../../parts/sounds/scores.ts';
import type { ReturnLine } from './return-lines.ts';

const ofStep: Record<NextStep, Sound> = {
  shelve: 'good',
  hold_shelf: 'hold_shelf',
  transit: 'transit',
  maintenance: 'maintenance',
  refer: 'refer',
};

/**
 * Each pile has a sound of its own, so that whoever scans need not look up. In bulk a copy that simply goes back to its
 * shelf only ticks: what needs a hand stands out. Null for one that was queued and goes to its shelf: when the line
 * comes back many are decided at once, and nobody holds them any more.
 */
export function soundOfReturn({ outcome }: ReturnLine, isBulk: boolean): Sound | null {
  switch (outcome.kind) {
    case 'decided':
      if (outcome.wasQueued && outcome.decision.next === 'shelve') return null;
      return isBulk && isPlain(outcome.decision) ? 'tick' : ofStep[outcome.decision.next];
    case 'queued':
      return isBulk ? 'tick' : 'queued';
    case 'needs_attention':
    case 'other':
    case 'asking':
      return 'attention';
    case 'refused':
    case 'failed':
      return 'refusal';
  }
}

type Decided = Extract<ReturnLine['outcome'], { kind: 'decided' }>['decision'];

const isPlain = ({ next, outcome, fine }: Decided) => next === 'shelve' && outcome !== 'found' && !fine;
