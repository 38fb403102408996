import { describe, expect, test } from 'vitest';
import { accountApi } from '#shared/contract/api/account.ts';
import { boxesApi } from '#shared/contract/api/boxes.ts';
import { holdsApi } from '#shared/contract/api/holds.ts';
import { loansApi } from '#shared/contract/api/loans.ts';
import { transfersApi } from '#shared/contract/api/transfers.ts';
import type { RefusalCode } from '#shared/contract/refusals.ts';
import { allTests } from './all-tests.ts';
import { ruleBook } from './rule-book.ts';

const rules = ruleBook.flatMap(({ title, rules: rows }) =>
  rows.map((rule) => ({ ...rule, rule: `${title}: ${rule.when}` })),
);

/** What a desk may be answered in a day's work. */
const atTheDesk = [loansApi, holdsApi, transfersApi, boxesApi, accountApi].flatMap((table) =>
  Object.values(table).flatMap((row): readonly RefusalCode[] => ('refusals' in row ? row.refusals : [])),
);

describe('every rule as it is in force', () => {
  test('is held by a test', () => {
    expect(rules.filter(({ heldBy }) => heldBy.length === 0).map(({ rule }) => rule)).toEqual([]);
  });

  test('names tests that are there', () => {
    const tests = allTests();
    const gone = rules.flatMap(({ rule, heldBy }) =>
      heldBy.filter((name) => !tests.has(name)).map((name) => ({ rule, name })),
    );
    expect(gone).toEqual([]);
  });

  test('is written down for whatever a desk may be refused with', () => {
    const written = new Set(rules.map(({ refusal }) => refusal?.code));
    expect([...new Set(atTheDesk)].filter((code) => !written.has(code))).toEqual([]);
  });

  test('is there once', () => {
    expect(new Set(rules.map(({ rule, refusal }) => `${rule} ${refusal?.code}`)).size).toBe(rules.length);
  });
});
