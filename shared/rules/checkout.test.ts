import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultTerms } from '#shared/contract/policy.ts';
import { refusalRow } from '#shared/contract/refusals.ts';
import { CopyStatus, MemberStatus } from '#shared/contract/vocabulary.ts';
import { type CheckoutFacts, decideCheckout } from './checkout.ts';

const here = 'branch-here';
const anna = 'member-anna';
const ben = 'member-ben';

const facts = (changed: Partial<CheckoutFacts> = {}): CheckoutFacts => ({
  branchId: here,
  today: '2026-11-22',
  copy: { id: 'copy-1', status: 'available' },
  member: { id: anna, status: 'active', expiresOn: null },
  terms: defaultTerms,
  openLoan: null,
  assignedHold: null,
  openTransfer: null,
  ownHold: null,
  openLoans: 0,
  balanceCents: 0,
  waitingBefore: 0,
  availableCopies: 1,
  ...changed,
});

const lentTo = (memberId: string) => ({
  copy: { id: 'copy-1', status: 'on_loan' as const },
  openLoan: { id: 'loan-1', memberId, checkedOutAt: '2026-11-01T09:00:00.000Z', dueAt: '2026-11-22T17:00:00.000Z' },
});

const refusedWith = (changed: Partial<CheckoutFacts>, setAside: string[] = []) => {
  const decision = decideCheckout(facts(changed), setAside);
  return decision.kind === 'refused' ? decision.code : decision.kind;
};

describe('a checkout is refused', () => {
  test.each<[string, Partial<CheckoutFacts>, string]>([
    ['to a suspended member', { member: { id: anna, status: 'suspended', expiresOn: null } }, 'MEMBER_SUSPENDED'],
    ['to a closed membership', { member: { id: anna, status: 'closed', expiresOn: null } }, 'MEMBER_SUSPENDED'],
    [
      'to a membership that ended yesterday',
      { member: { id: anna, status: 'active', expiresOn: '2026-11-21' } },
      'MEMBER_EXPIRED',
    ],
    ['of a copy that somebody else has', lentTo(ben), 'COPY_ON_LOAN'],
    ['of a copy that this member has already', lentTo(anna), 'ALREADY_YOURS'],
    [
      'of a copy on the hold shelf for another member',
      { copy: { id: 'copy-1', status: 'on_hold_shelf' }, assignedHold: { id: 'hold-1', memberId: ben } },
      'HELD_FOR_ANOTHER',
    ],
    [
      'of a copy that arrives here for another member’s hold',
      {
        copy: { id: 'copy-1', status: 'in_transit' },
        openTransfer: { id: 'transfer-1', toBranchId: here },
        assignedHold: { id: 'hold-1', memberId: ben },
      },
      'HELD_FOR_ANOTHER',
    ],
    [
      'of a copy on its way to another branch',
      { copy: { id: 'copy-1', status: 'in_transit' }, openTransfer: { id: 'transfer-1', toBranchId: 'branch-there' } },
      'COPY_IN_TRANSIT',
    ],
    ['of a withdrawn copy', { copy: { id: 'copy-1', status: 'withdrawn' } }, 'COPY_WITHDRAWN'],
    ['of a copy in maintenance', { copy: { id: 'copy-1', status: 'maintenance' } }, 'COPY_NOT_LENDABLE'],
    ['where the policy does not lend', { terms: { ...defaultTerms, lendable: false } }, 'COPY_NOT_LENDABLE'],
    ['of a lost copy', { copy: { id: 'copy-1', status: 'lost' } }, 'COPY_LOST'],
    ['of a missing copy', { copy: { id: 'copy-1', status: 'missing' } }, 'COPY_LOST'],
    ['of an eleventh copy', { openLoans: 10 }, 'LOAN_LIMIT'],
    ['to a member who owes 10.00', { balanceCents: 1000 }, 'BALANCE_OVER_LIMIT'],
    ['while as many others wait as copies stand there', { waitingBefore: 2, availableCopies: 2 }, 'HOLDS_WAITING'],
  ])('%s', (_, changed, code) => {
    expect(refusedWith(changed)).toBe(code);
  });

  test('for the first reason in the table’s order when there are several', () => {
    expect(refusedWith({ ...lentTo(ben), openLoans: 10, balanceCents: 5000 })).toBe('COPY_ON_LOAN');
    expect(refusedWith({ openLoans: 10, balanceCents: 5000 })).toBe('LOAN_LIMIT');
  });
});

describe('a checkout goes through', () => {
  test.each<[string, Partial<CheckoutFacts>]>([
    ['for a tenth copy', { openLoans: 9 }],
    ['for a member who owes 9.99', { balanceCents: 999 }],
    ['on the last day of a membership', { member: { id: anna, status: 'active', expiresOn: '2026-11-22' } }],
    ['while more copies stand there than others wait', { waitingBefore: 2, availableCopies: 3 }],
    [
      'of a copy that waits for this very member',
      {
        copy: { id: 'copy-1', status: 'on_hold_shelf' },
        assignedHold: { id: 'hold-1', memberId: anna },
        ownHold: { id: 'hold-1', copyId: 'copy-1' },
        waitingBefore: 3,
        availableCopies: 0,
      },
    ],
    [
      'of a copy that has just arrived here',
      { copy: { id: 'copy-1', status: 'in_transit' }, openTransfer: { id: 'transfer-1', toBranchId: here } },
    ],
  ])('%s', (_, changed) => {
    expect(refusedWith(changed)).toBe('lend');
  });

  test('fulfils the member’s own hold, whichever copy he takes, and frees the one that waited for him', () => {
    const decision = decideCheckout(facts({ ownHold: { id: 'hold-1', copyId: 'copy-2' } }));
    expect(decision).toMatchObject({
      effects: [
        { kind: 'open_loan' },
        { kind: 'fulfil_hold', holdId: 'hold-1' },
        { kind: 'pass_copy_on', copyId: 'copy-2' },
      ],
    });
  });

  test('overrides a transit: the transfer is cancelled and its hold goes back to its place', () => {
    const changed = {
      copy: { id: 'copy-1', status: 'in_transit' as const },
      openTransfer: { id: 'transfer-1', toBranchId: 'branch-there' },
      assignedHold: { id: 'hold-1', memberId: ben },
    };
    expect(decideCheckout(facts(changed), ['COPY_IN_TRANSIT'])).toEqual({
      kind: 'lend',
      overridden: ['COPY_IN_TRANSIT'],
      effects: [
        { kind: 'open_loan' },
        { kind: 'cancel_transfer', transferId: 'transfer-1' },
        { kind: 'requeue_hold', holdId: 'hold-1' },
      ],
    });
  });

  test('overrides only what was named: the next reason still refuses', () => {
    expect(refusedWith({ openLoans: 10, balanceCents: 1000 }, ['LOAN_LIMIT'])).toBe('BALANCE_OVER_LIMIT');
    expect(refusedWith({ openLoans: 10, balanceCents: 1000 }, ['LOAN_LIMIT', 'BALANCE_OVER_LIMIT'])).toBe('lend');
  });
});

const anyFacts = fc.record({
  branchId: fc.constant(here),
  today: fc.constant('2026-11-22'),
  copy: fc.record({ id: fc.constant('copy-1'), status: fc.constantFrom(...CopyStatus.options) }),
  member: fc.record({
    id: fc.constant(anna),
    status: fc.constantFrom(...MemberStatus.options),
    expiresOn: fc.constantFrom(null, '2026-11-21', '2026-11-22', '2027-01-01'),
  }),
  terms: fc
    .record({ maxLoans: fc.integer({ min: 0, max: 12 }), lendable: fc.boolean() })
    .map((some) => ({ ...defaultTerms, ...some })),
  openLoan: fc.option(
    fc.record({
      id: fc.constant('loan-1'),
      memberId: fc.constantFrom(anna, ben),
      checkedOutAt: fc.constant('2026-11-01T09:00:00.000Z'),
      dueAt: fc.constant('2026-11-22T17:00:00.000Z'),
    }),
  ),
  assignedHold: fc.option(fc.record({ id: fc.constant('hold-1'), memberId: fc.constantFrom(anna, ben) })),
  openTransfer: fc.option(fc.record({ id: fc.constant('transfer-1'), toBranchId: fc.constantFrom(here, 'there') })),
  ownHold: fc.option(fc.record({ id: fc.constant('hold-2'), copyId: fc.constantFrom(null, 'copy-1', 'copy-2') })),
  openLoans: fc.integer({ min: 0, max: 12 }),
  balanceCents: fc.integer({ min: -500, max: 5000 }),
  waitingBefore: fc.integer({ min: 0, max: 4 }),
  availableCopies: fc.integer({ min: 0, max: 4 }),
});
const everyCode = fc.subarray([
  'MEMBER_SUSPENDED',
  'COPY_ON_LOAN',
  'HELD_FOR_ANOTHER',
  'COPY_WITHDRAWN',
  'COPY_LOST',
  'LOAN_LIMIT',
  'HOLDS_WAITING',
]);

describe('whatever the facts and whatever staff set aside', () => {
  test('a copy on loan, withdrawn, or kept for another member is never lent', () => {
    fc.assert(
      fc.property(anyFacts, everyCode, (given, setAside) => {
        if (decideCheckout(given, setAside).kind === 'refused') return;
        expect(given.openLoan).toBeNull();
        expect(given.copy.status).not.toBe('withdrawn');
        expect(given.copy.status === 'on_hold_shelf' && given.assignedHold?.memberId === ben).toBe(false);
      }),
    );
  });

  test('what was overridden was overridable and named', () => {
    fc.assert(
      fc.property(anyFacts, everyCode, (given, setAside) => {
        const decision = decideCheckout(given, setAside);
        if (decision.kind === 'refused') return;
        for (const code of decision.overridden) {
          expect(refusalRow(code).overridable).toBe(true);
          expect(setAside).toContain(code);
        }
      }),
    );
  });
});
