import { type RefusalCode, refusalRow } from '#shared/contract/refusals.ts';
import type { Check } from '../../shared/rules/refusal-checks.ts';

/** One row of a decision's table: when what follows, and the tests that hold it. */
export type Rule = {
  when: string;
  follows: string;
  /** Of a refusal: its code, and the permission that lifts it, if staff may. */
  refusal?: { code: RefusalCode; liftedBy: string | null };
  /** Full names of tests: `describe > test`. */
  heldBy: readonly string[];
};

export type Chapter = {
  title: string;
  intro: string;
  rules: readonly Rule[];
};

/** The refusals of a decision, from its own table in the code, in the order in which they are looked at. */
export function refusalRules(
  checks: readonly Pick<Check<never>, 'code' | 'when'>[],
  heldBy: Readonly<Partial<Record<RefusalCode, readonly string[]>>>,
): Rule[] {
  const codes = new Set(checks.map(({ code }) => code));
  const stray = Object.keys(heldBy).filter((code) => ![...codes].some((known) => known === code));
  if (stray.length > 0) throw new Error(`No check refuses with ${stray.join(', ')}.`);
  return checks.map(({ code, when }) => refusalRule(when, code, heldBy[code] ?? []));
}

/** A refusal that is no row of such a table. */
export function refusalRule(when: string, code: RefusalCode, heldBy: readonly string[]): Rule {
  const { title, overridable, liftedBy } = refusalRow(code);
  return { when, follows: title, refusal: { code, liftedBy: overridable ? (liftedBy ?? null) : null }, heldBy };
}

/** Tests of one `describe`. */
export const within = (group: string, ...tests: readonly string[]): string[] =>
  tests.map((test) => `${group} > ${test}`);
