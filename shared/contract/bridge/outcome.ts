import { z } from 'zod';
import { Problem } from '../refusals.ts';

/**
 * What a claim comes to at the desk: the server's answer, its refusal, or that there is no line.
 * Refusals are values here: a screen shows them, nothing is thrown.
 */
export const outcomeOf = <T extends z.ZodType>(answer: T) =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('done'), answer }),
    z.object({ kind: z.literal('refused'), problem: Problem }),
    z.object({ kind: z.literal('offline'), sentence: z.string() }),
  ]);
