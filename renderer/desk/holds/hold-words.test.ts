import { describe, expect, it } from 'vitest';
import type { ListedHold } from '#shared/contract/api/holds.ts';
import { exampleLibrary } from '../../testing/example-library.ts';
import { hillBranch, mainBranch } from '../../testing/example-records.ts';
import { createFormat } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import { EMPTY_DRAFT, errorsOf, orderOf } from './hold-draft.ts';
import { mayChange, wordsOfHold } from './hold-words.ts';

const format = createFormat('en-GB', mainBranch.timeZone);
const now = new Date('2026-11-22T10:00:00.000Z');
const branches = new Map([mainBranch, hillBranch].map((branch) => [branch.id, branch]));
const [waiting] = exampleLibrary(0).holds;
const hold = (changes: Partial<ListedHold>): ListedHold => {
  if (!waiting) throw new Error('The example library has a hold.');
  return { ...waiting, ...changes };
};
const wordsOf = (changes: Partial<ListedHold>) => wordsOfHold(hold(changes), branches, format, now);

describe('how a hold stands, in words', () => {
  it('ready: where, and until when', () => {
    const ready = { status: 'ready', shelfExpiresAt: '2026-11-25T17:00:00.000Z' } as const;
    expect(wordsOf(ready)).toEqual({ tone: 'good', state: 'Ready', detail: 'Riverside Library, until Wed 25 Nov' });
  });

  it('on its way, waiting at its place, away', () => {
    expect(wordsOf({ status: 'in_transit', pickupBranchId: hillBranch.id }).detail).toBe('to Hill Street');
    expect(wordsOf({ position: 3 })).toMatchObject({ state: 'Place 3', detail: 'for Riverside Library' });
    expect(wordsOf({ suspendedUntil: '2026-12-20' }).detail).toBe('for Riverside Library; away until 20 Dec 2026');
  });

  it('at a branch whose name is not known', () => {
    expect(wordsOfHold(hold({}), new Map(), format, now).detail).toBe('for the pickup branch');
  });

  it('only one that waits in the queue can be changed', () => {
    const statuses = ['waiting', 'in_transit', 'ready'] as const;
    expect(statuses.map((status) => mayChange({ status }))).toEqual([true, false, false]);
  });
});

describe('a hold as it is filled in', () => {
  const book = { id: '0190a000-0002-7000-8000-000000000001', title: 'Middlemarch' };
  const draft = { ...EMPTY_DRAFT, book, number: ' 123 ', pickupBranchId: mainBranch.id };

  it('needs a book and a number, and a reason where a refusal is set aside', () => {
    expect(errorsOf(EMPTY_DRAFT, true)).toEqual({
      book: text.holds.form.bookMissing,
      number: text.holds.form.numberMissing,
      reason: text.override.missing,
    });
    expect(errorsOf(draft, false)).toEqual({});
  });

  it('becomes an order with what was filled in, and the refusals set aside', () => {
    expect(orderOf(draft, [])).toEqual({ bookId: book.id, membershipNumber: '123', pickupBranchId: mainBranch.id });
    expect(orderOf({ ...draft, awayUntil: '2026-12-20', reason: 'Renewing now' }, ['MEMBER_EXPIRED'])).toMatchObject({
      suspendedUntil: '2026-12-20',
      override: { codes: ['MEMBER_EXPIRED'], reason: 'Renewing now' },
    });
  });
});
