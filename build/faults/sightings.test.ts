import { describe, expect, it } from 'vitest';
import { type History, joined } from './history.ts';
import { type Sighting, sightingFindings } from './sightings.ts';

const second = 1000;
const states = (...of: [shown: string, at: number][]) => new Map([['copy', of.map(([shown, at]) => ({ shown, at }))]]);
const seen = (shown: string, at: number, isLive = true) => [{ at, isLive, shown: new Map([['copy', shown]]) }];
const findingsOf = (sightings: readonly Sighting[], history: History, mayGoBack = false) =>
  sightingFindings({ name: 'desk', seen: sightings, mayGoBack }, history);

describe('a desk', () => {
  const history = states(['lent', 0], ['back', 10 * second]);

  it('must not show what never was', () => {
    expect(findingsOf(seen('lost', 5 * second), history)).toHaveLength(1);
  });

  it('must not go back in time, unless its file was damaged and it says that it is behind', () => {
    const wentBack = (isLive: boolean) => [...seen('back', 11 * second), ...seen('lent', 12 * second, isLive)];
    expect(findingsOf(wentBack(false), history)).toHaveLength(1);
    expect(findingsOf(wentBack(false), history, true)).toEqual([]);
    expect(findingsOf(wentBack(true), history, true)).toHaveLength(1);
  });
});

describe('a desk that says it is live', () => {
  it('must not show what has been over for long', () => {
    const history = states(['lent', 0], ['back', 10 * second]);
    expect(findingsOf(seen('lent', 11 * second), history)).toEqual([]);
    expect(findingsOf(seen('lent', 60 * second), history)).toHaveLength(1);
  });

  it('may show until a restore what the restore undoes, and not for long after it', () => {
    const before = states(['lent', 0], ['back', 10 * second]);
    const history = joined(before, states(['lent', 0]), 60 * second);
    expect(findingsOf(seen('back', 59 * second), history)).toEqual([]);
    expect(findingsOf(seen('lent', 100 * second), history)).toEqual([]);
    expect(findingsOf(seen('back', 100 * second), history)).toHaveLength(1);
  });
});
