import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decidePlaceHold, type PlaceHoldFacts } from './place-hold.ts';

const facts = (changed: Partial<PlaceHoldFacts> = {}): PlaceHoldFacts => ({
  today: '2026-11-22',
  member: { status: 'active', expiresOn: null },
  ownHold: null,
  ownLoan: null,
  activeHolds: 0,
  maxHoldsPerBook: 100,
  ...changed,
});

describe('placing a hold', () => {
  test('goes through for whoever may borrow', () => {
    expect(decidePlaceHold(facts())).toEqual({ kind: 'place', overridden: [] });
  });

  test.each<[string, Partial<PlaceHoldFacts>]>([
    ['MEMBER_SUSPENDED', { member: { status: 'suspended', expiresOn: null } }],
    ['MEMBER_EXPIRED', { member: { status: 'active', expiresOn: '2026-11-21' } }],
    ['HOLD_EXISTS', { ownHold: { id: 'hold-1' } }],
    ['ALREADY_YOURS', { ownLoan: { id: 'loan-1', dueAt: '2026-12-01T18:00:00Z' } }],
    ['WAITLIST_FULL', { activeHolds: 100 }],
  ])('is refused with %s', (code, changed) => {
    expect(decidePlaceHold(facts(changed))).toMatchObject({ kind: 'refused', code });
  });

  test('who waits already hears so, also where the waitlist is full', () => {
    const decision = decidePlaceHold(facts({ ownHold: { id: 'hold-1' }, activeHolds: 100 }));
    expect(decision).toMatchObject({ code: 'HOLD_EXISTS', facts: { holdId: 'hold-1' } });
  });

  test('staff may set a membership’s block aside, but not the rest', () => {
    const suspended = facts({ member: { status: 'suspended', expiresOn: null } });
    expect(decidePlaceHold(suspended, ['MEMBER_SUSPENDED'])).toMatchObject({ overridden: ['MEMBER_SUSPENDED'] });
    const full = decidePlaceHold(facts({ activeHolds: 100 }), ['WAITLIST_FULL']);
    expect(full).toMatchObject({ kind: 'refused', code: 'WAITLIST_FULL' });
  });

  test('a waitlist never grows over its limit', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (activeHolds, maxHoldsPerBook) => {
        const decision = decidePlaceHold(facts({ activeHolds, maxHoldsPerBook }));
        expect(decision.kind === 'place').toBe(activeHolds < maxHoldsPerBook);
      }),
    );
  });
});
