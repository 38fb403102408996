import { z } from 'zod';

/** One call of the window to the core: what goes in, and what comes out. */
export const call = <const I extends z.ZodType, const O extends z.ZodType>(given: I, answer: O) => ({
  in: given,
  out: answer,
});

export const nothing = z.object({});
