import { type RefusalCode, refusalRow } from '#shared/contract/refusals.ts';

export type Refused = { kind: 'refused'; code: RefusalCode; facts: Record<string, unknown> };

export const refused = (code: RefusalCode, facts: Record<string, unknown> = {}): Refused => ({
  kind: 'refused',
  code,
  facts,
});

/** One line of a decision's table: a code, when it holds, and the facts that go with it. */
export type Check<Facts> = {
  code: RefusalCode;
  /** The same in words, for whoever reads the rules as they are in force. */
  when: string;
  holds: (facts: Facts) => boolean;
  because?: (facts: Facts) => Record<string, unknown>;
};

/**
 * Goes through a table of domain.md: the first that holds refuses, unless staff set its code aside and the contract
 * calls it overridable. Otherwise, the codes that were overridden.
 */
export function firstRefusal<Facts>(
  checks: readonly Check<Facts>[],
  facts: Facts,
  setAside: readonly string[],
): Refused | { kind: 'passed'; overridden: RefusalCode[] } {
  const overridden: RefusalCode[] = [];
  for (const check of checks) {
    if (!check.holds(facts)) continue;
    const lifted = refusalRow(check.code).overridable && setAside.includes(check.code);
    if (!lifted) return refused(check.code, check.because?.(facts));
    overridden.push(check.code);
  }
  return { kind: 'passed', overridden };
}
