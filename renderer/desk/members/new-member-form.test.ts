import { describe, expect, it } from 'vitest';
import { mainBranch } from '../../testing/example-records.ts';
import { problem } from '../../testing/problem.ts';
import { EMPTY_DRAFT, errorsOf, type MemberDraft, orderOf } from './new-member-form.ts';

const draft: MemberDraft = { ...EMPTY_DRAFT, name: 'Ada Byron', number: '23390000100774' };

describe('the form for a new member', () => {
  it('orders what was filled in, and leaves out what was not', () => {
    expect(orderOf(draft, mainBranch.id)).toEqual({
      order: { name: 'Ada Byron', number: '23390000100774', category: 'adult', homeBranchId: mainBranch.id },
    });
  });

  it.each<[Partial<MemberDraft>, keyof MemberDraft]>([
    [{ name: '  ' }, 'name'],
    [{ number: '' }, 'number'],
    [{ email: 'ada at home' }, 'email'],
    [{ phone: '0'.repeat(51) }, 'phone'],
    [{ expiresOn: '31.12.2027' }, 'expiresOn'],
    [{ expiresOn: '2027-02-30' }, 'expiresOn'],
  ])('says beside its field what is wrong with %o', (change, field) => {
    const judged = orderOf({ ...draft, ...change }, undefined);
    expect(Object.keys('errors' in judged ? judged.errors : {})).toEqual([field]);
  });

  it('shows the server’s findings beside their fields', () => {
    expect(errorsOf(problem('NUMBER_TAKEN'))).toEqual({ number: 'Somebody else has this number.' });
    const errors = [
      { path: 'body.email', message: 'not an e-mail address' },
      { path: 'body.elsewhere', message: 'not one of ours' },
    ];
    expect(errorsOf({ ...problem('VALIDATION_FAILED'), errors })).toEqual({ email: 'not an e-mail address' });
  });
});
