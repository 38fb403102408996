import type { Problem } from '#shared/contract/refusals.ts';

/** What a call to the server came to. Nothing is thrown: each kind is a value that somebody must look at. */
export type Answered<T> =
  | { kind: 'done'; answer: T }
  | { kind: 'refused'; problem: Problem; retryAfterMs: number | null }
  | Unreachable;

/** No answer of the library's server. `mayHaveBeenDone`: the request was on its way when the line broke. */
export type Unreachable = {
  kind: 'unreachable';
  mayHaveBeenDone: boolean;
  sentence: string;
  /** Somebody answers there who cannot show that he is the library's server. */
  isUntrusted?: true;
};

/** A refusal that the desk itself makes, in the form in which the server makes its own. */
export function deskProblem(code: string, status: number, sentence: string): Problem {
  return { type: 'about:blank', title: sentence, status, detail: sentence, code, requestId: 'desk' };
}

export const deskRefusal = (code: string, status: number, sentence: string) => ({
  kind: 'refused' as const,
  problem: deskProblem(code, status, sentence),
  retryAfterMs: null,
});
