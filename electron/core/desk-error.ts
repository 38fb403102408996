import { sentences } from './sentences.ts';

/** Why something came to nothing, in a sentence for the person at the window. */
export class DeskError extends Error {
  override name = 'DeskError';
}

/** Why the desk cannot start, as a sentence; what nobody foresaw goes to the log as it is. */
export function startFailure(error: unknown): DeskError {
  if (error instanceof DeskError) return error;
  console.error('The desk could not start.', error);
  return new DeskError(sentences.cannotStart(error instanceof Error ? error.message : String(error)));
}
