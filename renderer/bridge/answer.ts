import { text } from '../text/language.ts';
import { BridgeError } from './client.ts';

/** The core itself did not answer: not a refusal, and not the same as being offline. */
export type Failed = { kind: 'failed'; sentence: string };

/** A call's answer, or why there is none, as a value that a screen can show. */
export async function answerOf<T>(call: Promise<T>): Promise<T | Failed> {
  try {
    return await call;
  } catch (error) {
    return { kind: 'failed', sentence: sentenceOf(error) };
  }
}

/** A sentence for the screen; what is not a BridgeError is a mistake of ours and goes to the console as well. */
export function sentenceOf(error: unknown): string {
  if (error instanceof BridgeError) return error.message;
  console.error(error);
  return text.bridge.mistake;
}
