import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DiscrepancyKind } from '#shared/contract/stocktake.ts';
import { accuracyOf, actionsFor, decideAction, discrepancyOf, seenTimes, shelfFollows } from './stocktake.ts';
import { counted, stocktakeFacts as facts, harbour } from './testing/stocktake-facts.ts';

const noon = '2026-03-10T12:00:00Z';
const lentAt = (checkedOutAt: string) => ({
  copy: { status: 'on_loan' as const, movedAt: checkedOutAt },
  openLoan: { checkedOutAt },
});

describe('a copy that was not scanned', () => {
  test('and stands as it did at the opening is missing', () => {
    expect(discrepancyOf(facts({ seen: null }))).toBe('missing');
  });
  test.each([
    ['was lent since', lentAt(noon)],
    ['was lent and came back since', { copy: { movedAt: noon } }],
    ['was taken to the hold shelf since', { copy: { status: 'on_hold_shelf' as const, movedAt: noon } }],
    ['was sent away since', { copy: { status: 'in_transit' as const, movedAt: noon } }],
    ['is at another branch now', { copy: { currentBranchId: harbour } }],
    ['was given another shelf since', { expected: { movedAt: '2026-03-09T10:00:00Z', isReshelved: true } }],
    ['was already recorded as missing by somebody', { copy: { status: 'missing' as const, movedAt: noon } }],
    ['was never expected', { expected: null }],
  ])('but %s is not called missing', (_, change) => {
    expect(discrepancyOf(facts({ seen: null, ...change }))).toBeNull();
  });
});

describe('a copy that was scanned', () => {
  test('where it belongs agrees with the system', () => {
    expect(discrepancyOf(facts())).toBeNull();
    expect(discrepancyOf(facts({ expected: null }))).toBeNull();
  });

  test('while on loan is seen but on loan, and is never silently made available: a return is proposed', () => {
    const seen = facts(lentAt('2026-03-01T10:00:00Z'));
    expect(discrepancyOf(seen)).toBe('on_loan');
    expect(actionsFor('on_loan', seen)).toEqual(['return', 'ignore']);
  });
  test('and was lent afterwards agrees', () => {
    expect(discrepancyOf(facts(lentAt(noon)))).toBeNull();
  });

  test.each(['lost', 'missing'] as const)('while %s is found', (status) => {
    const seen = facts({ copy: { status } });
    expect(discrepancyOf(seen)).toBe('lost');
    expect(actionsFor('lost', seen)[0]).toBe('mark_found');
  });
  test('before somebody declared it lost is not found by that', () => {
    expect(discrepancyOf(facts({ copy: { status: 'lost', movedAt: noon } }))).toBeNull();
  });
  test('and came in too late for its own count to know is found all the same', () => {
    const late = { copy: { status: 'missing' as const, movedAt: noon }, markedMissingAt: noon };
    expect(discrepancyOf(facts(late))).toBe('lost');
    const recordedAgain = { ...late, copy: { status: 'lost' as const, movedAt: '2026-03-11T09:00:00Z' } };
    expect(discrepancyOf(facts(recordedAgain))).toBeNull();
  });

  test('while withdrawn is taken off the shelf, or reinstated by somebody’s decision', () => {
    const seen = facts({ copy: { status: 'withdrawn' } });
    expect(actionsFor(discrepancyOf(seen) ?? 'missing', seen)).toEqual(['take_off', 'reinstate', 'ignore']);
  });
  test('while in transit is received', () => {
    const seen = facts({ copy: { status: 'in_transit', currentBranchId: harbour } });
    expect(discrepancyOf(seen)).toBe('in_transit');
    expect(actionsFor('in_transit', seen)[0]).toBe('receive');
  });
  test.each([
    [counted, 'reshelve'],
    [harbour, 'receive'],
  ])('while on the hold shelf of %s: %s', (currentBranchId, action) => {
    const seen = facts({ copy: { status: 'on_hold_shelf', currentBranchId } });
    expect(discrepancyOf(seen)).toBe('on_hold_shelf');
    expect(actionsFor('on_hold_shelf', seen)[0]).toBe(action);
  });
  test.each([
    [harbour, harbour, 'send_home'],
    [counted, harbour, 'record_here'],
  ])('of %s, recorded at %s: %s', (homeBranchId, currentBranchId, action) => {
    const seen = facts({ copy: { homeBranchId, currentBranchId } });
    expect(discrepancyOf(seen)).toBe('elsewhere');
    expect(actionsFor('elsewhere', seen)[0]).toBe(action);
  });

  test('and has its home elsewhere, but floats or was sent here, agrees', () => {
    expect(discrepancyOf(facts({ copy: { homeBranchId: harbour } }))).toBeNull();
  });

  test('and is no copy’s barcode is unknown', () => {
    expect(discrepancyOf(facts({ copy: null, expected: null }))).toBe('unknown');
  });
});

describe('the shelf', () => {
  test.each([
    ['813.54 SAL', '813', null],
    ['813.54 SAL', '810–819', null],
    ['813.54 SAL', '820', 'wrong_shelf'],
    ['FIC AUS', 'FIC A', null],
    ['J FIC AUS', 'FIC', 'wrong_shelf'],
    ['A3', 'A3', null],
    ['A3', 'A12', 'wrong_shelf'],
  ])('%s, scanned on %s: %s', (shelf, scanned, kind) => {
    expect(discrepancyOf(facts({ copy: { shelf }, seen: { shelf: scanned } }))).toBe(kind);
  });
  test('is wrong where a copy stands among shelves that are counted and it does not belong to', () => {
    expect(discrepancyOf(facts({ scope: '800–899', expected: null, copy: { shelf: '500 HAW' } }))).toBe('wrong_shelf');
  });
  test('of a copy that has none is never wrong', () => {
    expect(discrepancyOf(facts({ copy: { shelf: '' }, seen: { shelf: '820' } }))).toBeNull();
  });
  test('is no place for a copy in maintenance', () => {
    const seen = facts({ copy: { status: 'maintenance' } });
    expect(discrepancyOf(seen)).toBe('wrong_shelf');
    expect(actionsFor('wrong_shelf', seen)).toEqual(['reshelve', 'ignore']);
  });
  test.each([
    ['A3', 'B1', ['correct_shelf', 'reshelve', 'ignore']],
    ['Basement', 'Attic', ['correct_shelf', 'reshelve', 'ignore']],
    ['813.54 SAL', '820', ['reshelve', 'correct_shelf', 'ignore']],
    ['FIC AUS', 'FIC M', ['reshelve', 'correct_shelf', 'ignore']],
    ['A3', 'B1 – B9', ['reshelve', 'ignore']],
  ])('%s, scanned on %s: a call number stays the book’s, a plain name follows the shelf', (shelf, scanned, actions) => {
    expect(actionsFor('wrong_shelf', facts({ copy: { shelf }, seen: { shelf: scanned } }))).toEqual(actions);
  });
});

test.each([
  ['A3', 'B1', true],
  ['A3', 'A3', false],
  ['A3', 'B1 – B9', false],
  ['813.54 SAL', '820', false],
])('a found copy of %s that stood on %s has its shelf corrected along with it: %s', (shelf, scanned, follows) => {
  expect(shelfFollows(facts({ copy: { shelf, status: 'lost' }, seen: { shelf: scanned } }))).toBe(follows);
});

describe('what closing does', () => {
  test('is what was chosen, or what is proposed where nothing was', () => {
    const missing = facts({ seen: null });
    expect(decideAction(missing, null)).toEqual({ kind: 'apply', discrepancy: 'missing', action: 'mark_missing' });
    expect(decideAction(missing, 'ignore')).toMatchObject({ action: 'ignore' });
  });
  test('leaves a copy alone that was lent between the choice and the deed', () => {
    expect(decideAction(facts({ seen: null, ...lentAt(noon) }), 'mark_missing')).toEqual({
      kind: 'skip',
      reason: 'settled',
    });
  });
  test('does nothing that does not fit how the copy stands now', () => {
    expect(decideAction(facts({ seen: null }), 'return')).toEqual({ kind: 'skip', reason: 'unfit' });
  });
  test('always may be nothing, for every kind', () => {
    const shelf = fc.constantFrom('A3', '813.54 SAL', '');
    fc.assert(
      fc.property(fc.constantFrom(...DiscrepancyKind.options), shelf, fc.boolean(), (kind, own, isScanned) => {
        const actions = actionsFor(kind, facts({ copy: { shelf: own }, seen: isScanned ? { shelf: 'B1' } : null }));
        expect(actions.at(-1)).toBe('ignore');
        expect(new Set(actions).size).toBe(actions.length);
      }),
    );
  });
});

describe('when a copy was seen', () => {
  const openedAt = new Date('2026-03-10T10:00:00Z');
  const receivedAt = new Date('2026-03-10T14:00:00Z');
  const seen = (observedAt: string, sentAt: string | null = null) =>
    seenTimes({
      observedAt: [new Date(observedAt)],
      sentAt: sentAt ? new Date(sentAt) : null,
      receivedAt,
      openedAt,
    })[0]?.toISOString();

  test('is what the desk says', () => {
    expect(seen('2026-03-10T11:00:00Z')).toBe('2026-03-10T11:00:00.000Z');
    expect(seen('2026-03-10T11:00:00Z', '2026-03-10T13:59:58Z')).toBe('2026-03-10T11:00:00.000Z');
  });
  test('is set right by a clock that is two hours fast, or slow, and says so when it sends', () => {
    expect(seen('2026-03-10T13:00:00Z', '2026-03-10T16:00:00Z')).toBe('2026-03-10T11:00:00.000Z');
    expect(seen('2026-03-10T09:00:00Z', '2026-03-10T12:00:00Z')).toBe('2026-03-10T11:00:00.000Z');
  });
  test('is never after it arrived, whatever the clock says: the whole batch moves', () => {
    const observedAt = [new Date('2026-03-10T15:00:00Z'), new Date('2026-03-10T16:00:00Z')];
    const times = seenTimes({ observedAt, sentAt: null, receivedAt, openedAt });
    expect(times).toEqual([new Date('2026-03-10T13:00:00Z'), receivedAt]);
  });
  test('is set right by a clock that is a few seconds fast: a scan must not date behind a loan that came after it', () => {
    expect(seen('2026-03-10T11:00:05Z', '2026-03-10T14:00:05Z')).toBe('2026-03-10T11:00:00.000Z');
  });
  test('is not put later because the request was long under way', () => {
    expect(seen('2026-03-10T11:00:00Z', '2026-03-10T13:59:45Z')).toBe('2026-03-10T11:00:00.000Z');
  });
  test('is only known to be after the opening where the clock was set back between scan and send', () => {
    expect(seen('2026-03-10T15:00:00Z', '2026-03-10T13:59:59Z')).toBe(openedAt.toISOString());
  });
  test('is never before the count was opened', () => {
    expect(seen('2026-03-09T10:00:00Z')).toBe(openedAt.toISOString());
  });
});

test.each([
  [0, 0, 1],
  [9999, 10_000, 0.9999],
])('%i of %i copies agreeing are %d', (agreeing, compared, accuracy) => {
  expect(accuracyOf(agreeing, compared)).toBe(accuracy);
});
