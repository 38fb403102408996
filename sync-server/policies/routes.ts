import type { Handlers } from '../http/call.ts';
import { readPolicies, replacePolicies } from './service.ts';

export function policyHandlers(): Handlers<'readPolicies' | 'replacePolicies'> {
  return {
    readPolicies: ({ reading }) => reading(async (tx) => ({ policies: await readPolicies(tx) })),
    replacePolicies: ({ body, now, transaction }) =>
      transaction(async (tx) => ({ policies: await replacePolicies(tx, body.policies, now) })),
  };
}
