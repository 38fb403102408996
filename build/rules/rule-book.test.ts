import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { accountApi } from '#shared/contract/api/account.ts';
import { boxesApi } from '#shared/contract/api/boxes.ts';
import { holdsApi } from '#shared/contract/api/holds.ts';
import { loansApi } from '#shared/contract/api/loans.ts';
import { stocktakesApi } from '#shared/contract/api/stocktakes.ts';
import { transfersApi } from '#shared/contract/api/transfers.ts';
import type { RefusalCode } from '#shared/contract/refusals.ts';
import { root } from '../places.ts';
import { allTests } from './all-tests.ts';
import { ruleBook } from './rule-book.ts';

const rules = ruleBook.flatMap(({ title, rules: rows }) =>
  rows.map((rule) => ({ ...rule, rule: `${title}: ${rule.when}` })),
);

/** What a desk may be answered in a day's work. */
const atTheDesk = [loansApi, holdsApi, transfersApi, boxesApi, accountApi, stocktakesApi].flatMap((table) =>
  Object.values(table).flatMap((row): readonly RefusalCode[] => ('refusals' in row ? row.refusals : [])),
);

const RefusalTable = z.array(z.object({ code: z.string(), when: z.string() })).min(1);

/** The tables of refusals that the rules export, whoever wrote them. */
async function refusalTables() {
  const files = globSync('shared/rules/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  const modules: object[] = await Promise.all(files.map((file) => import(join(root, file))));
  return modules.flatMap((module) =>
    Object.values(module).flatMap((value) => {
      const table = RefusalTable.safeParse(value);
      return table.success ? [table.data] : [];
    }),
  );
}

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

  test('is written down for every row of every decision’s table', async () => {
    const written = new Set(rules.map(({ when, refusal }) => `${refusal?.code}: ${when}`));
    const rows = (await refusalTables()).flat();
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.map(({ code, when }) => `${code}: ${when}`).filter((row) => !written.has(row))).toEqual([]);
  });

  test('is there once', () => {
    expect(new Set(rules.map(({ rule, refusal }) => `${rule} ${refusal?.code}`)).size).toBe(rules.length);
  });
});
