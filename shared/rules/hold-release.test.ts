import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CopyStatus } from '#shared/contract/vocabulary.ts';
import { mayMove } from './copy-state.ts';
import { decideRelease, type ReleaseFacts } from './hold-release.ts';

const here = 'branch-here';
const there = 'branch-there';
const elsewhere = 'branch-elsewhere';

type Changed = Partial<Omit<ReleaseFacts, 'copy'>> & { copy?: Partial<ReleaseFacts['copy']> };
const facts = ({ copy, ...changed }: Changed = {}): ReleaseFacts => ({
  copy: { status: 'on_hold_shelf', homeBranchId: here, currentBranchId: here, ...copy },
  openTransfer: null,
  next: null,
  floats: false,
  ...changed,
});
const waitingAt = (pickupBranchId: string) => ({ id: 'hold-2', memberId: 'member-2', pickupBranchId });

describe('a copy on the hold shelf whose hold is over', () => {
  test('nobody waits: it is free again', () => {
    expect(decideRelease(facts())).toEqual([{ kind: 'move_copy', status: 'available' }]);
  });

  test('the next collects here: it is ready for him and stays where it is', () => {
    const effects = decideRelease(facts({ next: waitingAt(here) }));
    expect(effects).toEqual([{ kind: 'assign_hold', holdId: 'hold-2', as: 'ready' }]);
  });

  test('the next collects elsewhere: it is to be sent, and kept for him until then', () => {
    expect(decideRelease(facts({ next: waitingAt(there) }))).toEqual([
      { kind: 'assign_hold', holdId: 'hold-2', as: 'in_transit' },
      { kind: 'request_transfer', toBranchId: there, reason: 'hold', holdId: 'hold-2' },
    ]);
  });

  test('nobody waits and it is away from home: it is to be sent home, and free until then', () => {
    expect(decideRelease(facts({ copy: { homeBranchId: there } }))).toEqual([
      { kind: 'request_transfer', toBranchId: there, reason: 'home', holdId: null },
      { kind: 'move_copy', status: 'available' },
    ]);
  });

  test('it was to be sent to whoever gave up: that is called off first', () => {
    const requested = { id: 'transfer-1', state: 'requested' as const };
    expect(decideRelease(facts({ openTransfer: requested, next: waitingAt(elsewhere) }))).toEqual([
      { kind: 'cancel_transfer', transferId: 'transfer-1' },
      { kind: 'assign_hold', holdId: 'hold-2', as: 'in_transit' },
      { kind: 'request_transfer', toBranchId: elsewhere, reason: 'hold', holdId: 'hold-2' },
    ]);
  });
});

describe('a copy on its way whose hold is over', () => {
  const travelling = {
    copy: { status: 'in_transit' as const },
    openTransfer: { id: 't-1', state: 'shipped' as const },
  };

  test('travels on for the next, wherever he collects', () => {
    expect(decideRelease(facts({ ...travelling, next: waitingAt(elsewhere) }))).toEqual([
      { kind: 'assign_hold', holdId: 'hold-2', as: 'in_transit' },
      { kind: 'hand_transfer_on', transferId: 't-1', holdId: 'hold-2' },
    ]);
  });

  test('travels on for nobody where nobody waits', () => {
    expect(decideRelease(facts(travelling))).toEqual([{ kind: 'hand_transfer_on', transferId: 't-1', holdId: null }]);
  });
});

describe('whatever the facts', () => {
  const branch = fc.constantFrom(here, there, elsewhere);
  const anyFacts: fc.Arbitrary<ReleaseFacts> = fc.record({
    copy: fc.record({
      status: fc.constantFrom(...CopyStatus.options),
      homeBranchId: branch,
      currentBranchId: branch,
    }),
    openTransfer: fc.option(
      fc.record({ id: fc.constant('t-1'), state: fc.constantFrom('requested' as const, 'shipped' as const) }),
    ),
    next: fc.option(branch.map(waitingAt)),
    floats: fc.boolean(),
  });

  test('who is next gets a copy that is kept, and a copy only moves as the table of moves allows', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const effects = decideRelease(given);
        const kept = ['on_hold_shelf', 'in_transit'].includes(given.copy.status);
        expect(effects.some((effect) => effect.kind === 'assign_hold')).toBe(kept && given.next !== null);
        for (const effect of effects) {
          if (effect.kind === 'move_copy') expect(mayMove(given.copy.status, effect.status, 'release')).toBe(true);
        }
      }),
    );
  });

  test('a copy is never in two journeys', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const kinds = decideRelease(given).map((effect) => effect.kind);
        if (!kinds.includes('request_transfer')) return;
        expect(kinds.includes('cancel_transfer')).toBe(given.openTransfer !== null);
        expect(kinds.indexOf('cancel_transfer')).toBeLessThan(kinds.indexOf('request_transfer'));
      }),
    );
  });
});
