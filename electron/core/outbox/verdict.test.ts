import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '#shared/contract/desk.ts';
import { waitBefore } from './backoff.ts';
import { branchId, done, noLine, refused } from './testing/returns.ts';
import { verdictOn } from './verdict.ts';

describe('what the server’s answer means for a queued return', () => {
  const elsewhere = { branchId, code: 'NORTH', name: 'North Branch' };

  it.each([
    ['is applied when the copy goes back to its shelf', done('A1'), 'applied', null],
    [
      'asks for the copy when somebody waits for it',
      done('A1', { next: 'hold_shelf' }),
      'needs_attention',
      /hold shelf/,
    ],
    [
      'asks for the copy when it belongs elsewhere',
      done('A1', { next: 'transit', destination: elsewhere }),
      'needs_attention',
      /send it to North Branch/,
    ],
    ['leaves a newer loan alone and says so', done('A1', { outcome: 'superseded' }), 'needs_attention', /lent again/],
    ['keeps a refusal for a person', refused('COPY_NOT_FOUND', 404), 'needs_attention', /Compare the barcode/],
    ['keeps a refusal that it has never heard of', refused('NEW_RULE', 409), 'needs_attention', /Scan the copy again/],
    [
      'keeps an answer that it cannot read',
      refused('ANSWER_NOT_UNDERSTOOD', 200),
      'needs_attention',
      /Look the copy up/,
    ],
  ])('%s', (_, answered, state, advice) => {
    const verdict = verdictOn('return', answered, false);
    expect(verdict).toMatchObject({ kind: 'concluded', conclusion: { state } });
    const said = verdict.kind === 'concluded' ? verdict.conclusion.advice : '';
    if (advice === null) expect(said).toBeNull();
    else expect(said).toMatch(advice);
  });

  it.each([
    ['the line is down', noLine, 'line', null],
    ['the server cannot reach its database', refused('UNAVAILABLE', 503, 2000), 'line', 2000],
    ['there are too many requests', refused('TOO_MANY_REQUESTS', 429, 9000), 'line', 9000],
    ['the server stumbles on this very return', refused('INTERNAL', 500), 'row', null],
    ['the desk’s key is revoked', refused('NOT_SIGNED_IN', 401), 'line', null],
    ['the desk may not return any more', refused('FORBIDDEN', 403), 'line', null],
  ])('leaves the return queued while %s', (_, answered, trouble, forMs) => {
    for (const seen of [true, false]) {
      expect(verdictOn('return', answered, seen)).toMatchObject({ kind: 'wait', trouble, forMs });
    }
  });

  it('keeps nothing for later of what somebody reads on the screen now', () => {
    const state = (answered: Parameters<typeof verdictOn>[1]) => {
      const verdict = verdictOn('return', answered, true);
      return verdict.kind === 'concluded' ? verdict.conclusion.state : 'queued';
    };
    expect(state(done('A1', { next: 'hold_shelf' }))).toBe('applied');
    expect(state(refused('COPY_NOT_FOUND', 404))).toBe('settled');
    expect(state(done('A1', { outcome: 'superseded' }))).toBe('needs_attention');
  });
});

describe('what a person is told to do', () => {
  const advice = (kind: Observation['kind'], answered: Parameters<typeof verdictOn>[1]) => {
    const verdict = verdictOn(kind, answered, false);
    return verdict.kind === 'concluded' ? verdict.conclusion.advice : null;
  };

  it.each([
    ['return', /returned here, so the newer loan/, /scan it as a return again/],
    ['transfer_receipt', /received here, so the newer loan/, /scan it as received again/],
  ] as const)('about a %s is in its own words', (kind, superseded, notUnderstood) => {
    expect(advice(kind, done('A1', { outcome: 'superseded' }))).toMatch(superseded);
    expect(advice(kind, refused('ANSWER_NOT_UNDERSTOOD', 200))).toMatch(notUnderstood);
  });
});

describe('the pause between two attempts', () => {
  it('grows from a second to a minute and is never the same for all desks', () => {
    const random = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(fc.nat({ max: 1000 }), random, (attempt, chance) => {
        const wait = waitBefore(attempt, chance);
        expect(wait).toBeGreaterThanOrEqual(500);
        expect(wait).toBeLessThanOrEqual(60_000);
        expect(waitBefore(attempt + 1, chance)).toBeGreaterThanOrEqual(wait);
      }),
    );
    expect(waitBefore(3, 0)).toBeLessThan(waitBefore(3, 0.5));
  });
});
