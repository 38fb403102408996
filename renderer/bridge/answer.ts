import type { Problem } from '#shared/contract/refusals.ts';
import { text } from '../text/language.ts';
import { BridgeError } from './client.ts';

/** The core itself did not answer: not a refusal, and not the same as being offline. */
export type Failed = { kind: 'failed'; sentence: string };

/** All that a claim may come to besides being done. */
export type NotDone = { kind: 'refused'; problem: Problem } | { kind: 'offline'; sentence: string } | Failed;

/** A call's answer, or why there is none, as a value that a screen can show. */
export async function answerOf<T>(call: Promise<T>): Promise<T | Failed> {
  try {
    return await call;
  } catch (error) {
    return { kind: 'failed', sentence: sentenceOf(error) };
  }
}

/** Why a claim was not done, in words for the screen. */
export function whyNot(outcome: NotDone): string {
  return outcome.kind === 'refused' ? outcome.problem.detail : outcome.sentence;
}

/** A sentence for the screen; what is not a BridgeError is a mistake of ours and goes to the console as well. */
export function sentenceOf(error: unknown): string {
  if (error instanceof BridgeError) return error.message;
  console.error(error);
  return text.bridge.mistake;
}
