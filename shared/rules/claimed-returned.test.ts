import { expect, it } from 'vitest';
import { decideClaimedReturned } from './claimed-returned.ts';

const open = { returnedAt: null, lostAt: null, claimedReturnedAt: null };
const then = '2026-11-20T10:00:00.000Z';

it('takes a member’s word for it that he brought an open loan back', () => {
  expect(decideClaimedReturned({ loan: open })).toEqual({ kind: 'mark' });
});

it.each([
  ['is closed', { returnedAt: then }, 'LOAN_RETURNED'],
  ['was declared lost', { lostAt: then }, 'LOAN_LOST'],
  ['was marked before', { claimedReturnedAt: then }, 'LOAN_CLAIMED'],
  ['was marked, and is closed', { claimedReturnedAt: then, returnedAt: then }, 'LOAN_RETURNED'],
])('refuses it of a loan that %s', (_, changed, code) => {
  expect(decideClaimedReturned({ loan: { ...open, ...changed } })).toMatchObject({ kind: 'refused', code });
});
