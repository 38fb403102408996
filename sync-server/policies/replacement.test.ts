import { describe, expect, it } from 'vitest';
import { defaultTerms } from '#shared/contract/policy.ts';
import { faultOf, replacementOf, type WantedPolicy } from './replacement.ts';

const row = (change: Partial<WantedPolicy> = {}): WantedPolicy => ({
  category: null,
  itemType: null,
  branchId: null,
  ...defaultTerms,
  ...change,
});

const numbered = () => {
  let next = 0;
  return () => `new-${++next}`;
};

describe('a list of policies', () => {
  it('stands when one row is for everything', () => {
    expect(faultOf([row(), row({ category: 'student' })])).toBeUndefined();
  });

  it('cannot stand without a row for everything', () => {
    expect(faultOf([row({ category: 'student' })])).toMatch(/One row must be for every/);
  });

  it('cannot stand with two rows for the same', () => {
    expect(faultOf([row(), row({ itemType: 'reference' }), row({ itemType: 'reference', loanDays: 3 })])).toMatch(
      /Two rows/,
    );
    expect(faultOf([row(), row()])).toMatch(/Two rows/);
  });
});

describe('replacing a list', () => {
  const old = [
    { id: 'all', ...row() },
    { id: 'students', ...row({ category: 'student' }) },
  ];

  it('keeps the id of a row that is for the same as before', () => {
    const { rows } = replacementOf(old, [row({ category: 'student', loanDays: 28 }), row()], numbered());
    expect(rows.map(({ id }) => id)).toEqual(['students', 'all']);
  });

  it('says what was added, removed and changed', () => {
    const wanted = [row({ maxLoans: 5 }), row({ category: 'senior' })];
    const { added, removed, changed } = replacementOf(old, wanted, numbered());
    expect({ added, removed }).toEqual({ added: ['new-1'], removed: ['students'] });
    expect(changed).toMatchObject([{ id: 'all', before: { maxLoans: 10 }, after: { maxLoans: 5 } }]);
  });

  it('calls nothing changed when nothing was', () => {
    expect(replacementOf(old, [row(), row({ category: 'student' })], numbered())).toMatchObject({
      added: [],
      removed: [],
      changed: [],
    });
  });

  it('gives nobody’s id to a row that claims it', () => {
    const claimed = { ...row({ category: 'senior' }), id: 'students' };
    expect(replacementOf(old, [row(), claimed], numbered()).rows[1]?.id).toBe('new-1');
  });
});
