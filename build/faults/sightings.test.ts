import { describe, expect, it } from 'vitest';
import { joined } from './history.ts';
import { sightingFindings } from './sightings.ts';

const second = 1000;
const states = (...of: [shown: string, at: number][]) => new Map([['copy', of.map(([shown, at]) => ({ shown, at }))]]);
const seen = (shown: string, at: number) => [{ at, isLive: true, shown: new Map([['copy', shown]]) }];

describe('a desk that says it is live', () => {
  it('must not show what has been over for long', () => {
    const history = states(['lent', 0], ['back', 10 * second]);
    expect(sightingFindings('desk', seen('lent', 11 * second), history)).toEqual([]);
    expect(sightingFindings('desk', seen('lent', 60 * second), history)).toHaveLength(1);
  });

  it('may show until a restore what the restore undoes, and not for long after it', () => {
    const before = states(['lent', 0], ['back', 10 * second]);
    const history = joined(before, states(['lent', 0]), 60 * second);
    expect(sightingFindings('desk', seen('back', 59 * second), history)).toEqual([]);
    expect(sightingFindings('desk', seen('lent', 100 * second), history)).toEqual([]);
    expect(sightingFindings('desk', seen('back', 100 * second), history)).toHaveLength(1);
  });
});
