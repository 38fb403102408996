import type { Problem } from '#shared/contract/refusals.ts';

/** Whether this person may set a refusal aside. */
export function mayOverride(problem: Problem, permissions: readonly string[]): boolean {
  return problem.overridable === true && permissions.includes(problem.liftedBy ?? 'loans.override');
}
