import { describe, expect, test } from 'vitest';
import { allTests } from './all-tests.ts';
import { ruleBook } from './rule-book.ts';

const rules = ruleBook.flatMap(({ title, rules: rows }) =>
  rows.map((rule) => ({ ...rule, rule: `${title}: ${rule.when}` })),
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

  test('is there once', () => {
    expect(new Set(rules.map(({ rule, refusal }) => `${rule} ${refusal?.code}`)).size).toBe(rules.length);
  });
});
