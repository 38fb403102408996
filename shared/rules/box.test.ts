import { describe, expect, test } from 'vitest';
import { CopyStatus } from '#shared/contract/vocabulary.ts';
import { decideClose, decidePack, decideSend, decideUnpack, mostInABox, type PackFacts } from './box.ts';

const here = 'branch-here';
const there = 'branch-there';
const elsewhere = 'branch-elsewhere';

type Changed = Partial<Omit<PackFacts, 'box' | 'copy'>> & {
  box?: Partial<PackFacts['box']>;
  copy?: Partial<PackFacts['copy']>;
};

/** A copy on the shelf here, asked for by the branch that the box goes to. */
const facts = ({ box, copy, ...changed }: Changed = {}): PackFacts => ({
  box: { id: 'box-1', state: 'packing', fromBranchId: here, toBranchId: there, copies: 3, ...box },
  copy: { status: 'available', currentBranchId: here, ...copy },
  openTransfer: { id: 'transfer-1', toBranchId: there, state: 'requested', reason: 'request', boxId: null },
  waitedFor: false,
  request: false,
  ...changed,
});
const shipped = (more: Partial<NonNullable<PackFacts['openTransfer']>> = {}) => ({
  copy: { status: 'in_transit' as const },
  openTransfer: {
    id: 'transfer-1',
    toBranchId: there,
    state: 'shipped' as const,
    reason: 'home' as const,
    boxId: null,
    ...more,
  },
});

describe('a copy is put into a box', () => {
  test('that was asked for there: it is shipped', () => {
    expect(decidePack(facts())).toEqual({ kind: 'ship', transferId: 'transfer-1' });
  });

  test('that lies in the crate since its return: it is packed', () => {
    expect(decidePack(facts(shipped()))).toEqual({ kind: 'pack', transferId: 'transfer-1' });
  });

  test('that was said to be in another box: whoever has it in the hand is right', () => {
    expect(decidePack(facts(shipped({ boxId: 'box-2' })))).toMatchObject({ kind: 'pack' });
  });

  test('twice: the second scan changes nothing', () => {
    expect(decidePack(facts(shipped({ boxId: 'box-1' })))).toEqual({ kind: 'already_packed' });
  });

  test('that goes to another branch: refused, and to which', () => {
    const decision = decidePack(facts(shipped({ toBranchId: elsewhere })));
    expect(decision).toMatchObject({ code: 'GOES_ELSEWHERE', facts: { branchId: elsewhere } });
  });

  test('that is recorded at another branch: refused until it is scanned in Return', () => {
    expect(decidePack(facts({ copy: { currentBranchId: elsewhere } }))).toMatchObject({ code: 'COPY_ELSEWHERE' });
  });

  test('that somebody waits for: refused, Return says where it goes', () => {
    expect(decidePack(facts({ waitedFor: true }))).toMatchObject({ code: 'WAITED_FOR' });
    expect(decidePack(facts({ waitedFor: true, openTransfer: null, request: true }))).toMatchObject({
      code: 'WAITED_FOR',
    });
  });

  test('that is in maintenance and not asked for to be repaired: refused, it would arrive fit to be lent', () => {
    const broken = { copy: { status: 'maintenance' as const } };
    expect(decidePack(facts(broken))).toMatchObject({ code: 'COPY_STATE', facts: { from: 'maintenance' } });
    expect(decidePack(facts({ ...broken, openTransfer: null, request: true }))).toMatchObject({ code: 'COPY_STATE' });
  });

  test('to be repaired there: it goes even if somebody waits for it', () => {
    const openTransfer = { id: 't', toBranchId: there, state: 'requested', reason: 'repair', boxId: null } as const;
    const decision = decidePack(facts({ waitedFor: true, copy: { status: 'maintenance' }, openTransfer }));
    expect(decision).toMatchObject({ kind: 'ship' });
  });

  test('of a box that has left, or whose list is full: refused', () => {
    expect(decidePack(facts({ box: { state: 'sent' } }))).toMatchObject({ code: 'BOX_STATE' });
    expect(decidePack(facts({ box: { state: 'received' } }))).toMatchObject({ code: 'BOX_STATE' });
    expect(decidePack(facts({ box: { copies: mostInABox } }))).toMatchObject({ code: 'BOX_FULL' });
  });

  test('that was asked for and has gone missing since: refused', () => {
    expect(decidePack(facts({ copy: { status: 'missing' } }))).toMatchObject({ code: 'COPY_STATE' });
  });
});

describe('a copy that no transfer asks for is put into a box', () => {
  test.each(CopyStatus.options)('%s', (status) => {
    const may = status === 'available';
    const decision = decidePack(facts({ openTransfer: null, copy: { status } }));
    expect(decision).toMatchObject({ kind: 'refused', code: may ? 'NO_TRANSFER' : 'COPY_STATE' });
  });

  test('it is sent all the same, if that is wanted', () => {
    expect(decidePack(facts({ openTransfer: null, request: true }))).toEqual({ kind: 'request_and_ship' });
  });
});

describe('a box', () => {
  test('gives a copy back only before it has left', () => {
    expect(decideUnpack({ state: 'packing', holdsIt: true })).toEqual({ kind: 'unpack' });
    expect(decideUnpack({ state: 'sent', holdsIt: true })).toMatchObject({ code: 'BOX_STATE' });
    expect(decideUnpack({ state: 'packing', holdsIt: false })).toMatchObject({ code: 'NOT_IN_BOX' });
  });

  test('leaves once, and not empty', () => {
    expect(decideSend({ state: 'packing', copies: 1 })).toEqual({ kind: 'send' });
    expect(decideSend({ state: 'packing', copies: 0 })).toMatchObject({ code: 'BOX_EMPTY' });
    expect(decideSend({ state: 'sent', copies: 1 })).toMatchObject({ code: 'BOX_STATE' });
  });

  test.each([
    ['packing', { kind: 'close' }],
    ['sent', { kind: 'close' }],
    ['received', { code: 'BOX_STATE' }],
  ] as const)('that is %s is unpacked: %o', (state, expected) => {
    expect(decideClose({ state })).toMatchObject(expected);
  });
});
