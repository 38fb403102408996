import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Refusal } from './refusal.ts';

const doneUnsaid =
  'This was done, but the server could not say what came of it. Look it up before you do it again, and tell whoever looks ' +
  'after the server.';

/**
 * An answer, parsed on the way out as well: what is not in the contract never leaves the server. One that does not fit comes
 * too late to be taken back, where something was changed: that must not be called nothing.
 */
export function asContracted(out: z.ZodType, answered: unknown, { method, log }: FastifyRequest): unknown {
  const { success, data, error } = out.safeParse(answered);
  if (success) return data;
  if (method === 'GET' || method === 'HEAD') throw error;
  log.error({ err: error }, 'what was done does not fit its answer');
  throw new Refusal('INTERNAL', { detail: doneUnsaid });
}
