import { describe, expect, it } from 'vitest';
import {
  actionOf,
  actionsOfAll,
  closingOf,
  MOST_CHOSEN,
  nextAction,
  noChoices,
  planOf,
  type Row,
  withChosen,
  withKind,
} from './choices.ts';

const missing = (n: number): Row => ({
  barcode: `M${n}`,
  kind: 'missing',
  proposed: 'mark_missing',
  actions: ['mark_missing', 'ignore'],
});
const withdrawn: Row = {
  barcode: 'W',
  kind: 'withdrawn',
  proposed: 'take_off',
  actions: ['take_off', 'reinstate', 'ignore'],
};
const chosen = (rows: Row[], action: 'ignore' | 'mark_missing' | 'reinstate', before = noChoices) => {
  const choices = withChosen(before, rows, action);
  if (!choices) throw new Error('That was too many.');
  return choices;
};

describe('what is done about a difference', () => {
  it('is what is proposed, until somebody says otherwise', () => {
    expect(actionOf(missing(1), noChoices)).toEqual({ action: 'mark_missing', isChosen: false });
    expect(actionOf(missing(1), chosen([missing(1)], 'ignore'))).toEqual({ action: 'ignore', isChosen: true });
  });

  it('goes round through all that fit', () => {
    expect(nextAction(withdrawn, noChoices, 1)).toBe('reinstate');
    expect(nextAction(withdrawn, chosen([withdrawn], 'reinstate'), 1)).toBe('ignore');
    expect(nextAction(withdrawn, chosen([withdrawn], 'ignore'), 1)).toBe('take_off');
    expect(nextAction(withdrawn, noChoices, -1)).toBe('ignore');
  });

  it('for a kind holds for all but those that are named afterwards', () => {
    const kind = withKind(chosen([missing(1)], 'mark_missing'), 'missing', 'ignore');
    expect(actionOf(missing(1), kind).action).toBe('ignore');
    expect(actionOf(missing(1), chosen([missing(1)], 'mark_missing', kind)).action).toBe('mark_missing');
    expect(actionOf(missing(2), withKind(kind, 'missing', null)).action).toBe('mark_missing');
  });

  it('is never what does not fit', () => {
    expect(chosen([missing(1), withdrawn], 'reinstate').copies.size).toBe(1);
    expect(actionOf(missing(1), withKind(noChoices, 'missing', 'reinstate')).action).toBe('mark_missing');
    expect(actionsOfAll([missing(1), withdrawn])).toEqual(['ignore']);
    expect(actionsOfAll([])).toEqual([]);
  });

  it('is not chosen for more copies than a closing takes', () => {
    const rows = Array.from({ length: MOST_CHOSEN }, (_, n) => missing(n));
    const most = chosen(rows, 'ignore');
    expect(withChosen(most, [missing(MOST_CHOSEN)], 'ignore')).toBeNull();
    expect(withChosen(most, [missing(3)], 'mark_missing')?.copies.size).toBe(MOST_CHOSEN);
  });
});

describe('what closing will do', () => {
  const kinds = [
    { kind: 'missing', count: 5 },
    { kind: 'withdrawn', count: 1 },
  ] as const;

  it('is told by kind and action, every copy once', () => {
    const choices = chosen([missing(1), missing(2)], 'ignore');
    expect(planOf(kinds, choices, true)).toEqual([
      { kind: 'missing', action: null, count: 3 },
      { kind: 'missing', action: 'ignore', count: 2 },
      { kind: 'withdrawn', action: null, count: 1 },
    ]);
    expect(planOf(kinds, choices, false)).toEqual([
      { kind: 'missing', action: 'ignore', count: 5 },
      { kind: 'withdrawn', action: 'ignore', count: 1 },
    ]);
  });

  it('puts a kind and its exceptions side by side', () => {
    const choices = chosen([missing(1)], 'mark_missing', withKind(noChoices, 'missing', 'ignore'));
    expect(planOf(kinds.slice(0, 1), choices, true)).toEqual([
      { kind: 'missing', action: 'ignore', count: 4 },
      { kind: 'missing', action: 'mark_missing', count: 1 },
    ]);
    expect(closingOf(choices, true)).toEqual({
      actions: [{ barcode: 'M1', action: 'mark_missing' }],
      kinds: [{ kind: 'missing', action: 'ignore' }],
      applyProposed: true,
    });
  });
});
