import { describe, expect, test } from 'vitest';
import { CopyStatus } from '#shared/contract/vocabulary.ts';
import { decideCancel, decideRequest, decideShip, expectedAt, isLate } from './transfer.ts';

const here = 'branch-here';
const there = 'branch-there';

describe('a transfer is requested', () => {
  const request = (status: CopyStatus, toBranchId = there, openTransfer: { id: string } | null = null) =>
    decideRequest({ copy: { status, currentBranchId: here }, toBranchId, openTransfer });

  test.each(CopyStatus.options)('of a copy that is %s', (status) => {
    const may = status === 'available' || status === 'maintenance';
    expect(request(status)).toMatchObject(may ? { kind: 'request' } : { kind: 'refused', code: 'COPY_STATE' });
  });

  test('not to where the copy is', () => {
    expect(request('available', here)).toMatchObject({ code: 'ALREADY_THERE' });
  });

  test('not twice', () => {
    const second = request('available', there, { id: 'transfer-1' });
    expect(second).toMatchObject({ code: 'TRANSFER_OPEN', facts: { transferId: 'transfer-1' } });
  });
});

describe('a transfer is shipped', () => {
  test.each([
    ['requested', { kind: 'ship' }],
    ['shipped', { code: 'TRANSFER_STATE' }],
    ['received', { code: 'TRANSFER_STATE' }],
    ['cancelled', { code: 'TRANSFER_STATE' }],
  ] as const)('from %s', (state, expected) => {
    expect(decideShip({ state, reason: 'rebalance', copy: { status: 'available' } })).toMatchObject(expected);
  });

  test('not while the copy is missing', () => {
    const missing = { state: 'requested', reason: 'rebalance', copy: { status: 'missing' } } as const;
    expect(decideShip(missing)).toMatchObject({ code: 'COPY_STATE' });
  });

  test.each([
    ['repair', { kind: 'ship' }],
    ['rebalance', { code: 'COPY_STATE', facts: { from: 'maintenance', to: 'in_transit' } }],
    ['request', { code: 'COPY_STATE' }],
  ] as const)('in maintenance, for %s: what is broken goes to be repaired only', (reason, expected) => {
    expect(decideShip({ state: 'requested', reason, copy: { status: 'maintenance' } })).toMatchObject(expected);
  });
});

describe('a transfer is called off', () => {
  const facts = { reason: 'rebalance', assignedHold: null, copyMissing: false } as const;

  test.each([
    ['shipped', 'in_transit', 'available'],
    ['requested', 'on_hold_shelf', 'available'],
    ['requested', 'available', 'available'],
    ['requested', 'maintenance', 'maintenance'],
  ] as const)('%s, the copy %s: it is then %s', (state, status, copyStatus) => {
    expect(decideCancel({ ...facts, state, copy: { status } })).toMatchObject({ kind: 'cancel', copyStatus });
  });

  test('on its way to be repaired: it is no more fit to be lent than before', () => {
    const broken = { ...facts, reason: 'repair', copy: { status: 'in_transit' } } as const;
    expect(decideCancel({ ...broken, state: 'shipped' })).toMatchObject({ copyStatus: 'maintenance' });
  });

  test('a hold it served goes back to its place in the queue', () => {
    const serving = { ...facts, assignedHold: { id: 'hold-1' } };
    const decision = decideCancel({ ...serving, state: 'shipped', copy: { status: 'in_transit' } });
    expect(decision).toMatchObject({ requeuedHoldId: 'hold-1' });
  });

  test('lost on the way: the copy is missing', () => {
    const decision = decideCancel({ ...facts, copyMissing: true, state: 'shipped', copy: { status: 'in_transit' } });
    expect(decision).toMatchObject({ copyStatus: 'missing' });
  });

  test.each(['received', 'cancelled'] as const)('not once it is %s', (state) => {
    const decision = decideCancel({ ...facts, state, copy: { status: 'available' } });
    expect(decision).toMatchObject({ code: 'TRANSFER_STATE' });
  });
});

test('a transfer is late after the days of the policy', () => {
  const asked = new Date('2026-11-20T10:00:00Z');
  const open = { ended: false, expectedAt: expectedAt(asked, 2).toISOString(), boxState: null };
  expect(isLate(open, new Date('2026-11-22T10:00:00Z'))).toBe(false);
  expect(isLate(open, new Date('2026-11-22T10:00:01Z'))).toBe(true);
});

test('a transfer is late at once when it was not in the box with which it was to come', () => {
  const now = new Date('2026-11-22T10:00:00Z');
  const today = { ended: false, expectedAt: '2026-11-24T08:00:00.000Z' };
  expect(isLate({ ...today, boxState: 'sent' }, now)).toBe(false);
  expect(isLate({ ...today, boxState: 'received' }, now)).toBe(true);
  expect(isLate({ ...today, ended: true, boxState: 'received' }, now)).toBe(false);
});
