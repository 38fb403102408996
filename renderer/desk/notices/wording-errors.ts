import { Wording } from '#shared/contract/notices.ts';
import type { Problem } from '#shared/contract/refusals.ts';

export type WordingErrors = { [K in keyof Wording]?: string };

/** What the server found wrong with a wording, by its field. */
export function wordingErrorsOf(outcome: { kind: string; problem?: Problem }): WordingErrors {
  const faults = outcome.kind === 'refused' ? (outcome.problem?.errors ?? []) : [];
  const errors: WordingErrors = {};
  for (const { path, message } of faults) {
    const field = path.split(/[./]/).find(isField);
    if (field) errors[field] ??= message;
  }
  return errors;
}

const isField = (name: string): name is keyof Wording => Object.hasOwn(Wording.shape, name);
