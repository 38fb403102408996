import type { Handlers } from '../http/call.ts';
import { effectivePolicy } from './effective.ts';
import { readPolicyList, replacePolicies } from './service.ts';
import { readVersions } from './versions.ts';

type Built = 'readPolicies' | 'replacePolicies' | 'effectivePolicy' | 'policyVersions';

export function policyHandlers(): Handlers<Built> {
  return {
    readPolicies: ({ reading }) => reading(readPolicyList),
    replacePolicies: ({ body, now, transaction }) => transaction((tx) => replacePolicies(tx, body, now)),
    effectivePolicy: ({ query, now, reading }) => reading((tx) => effectivePolicy(tx, query, now)),
    policyVersions: ({ query, reading }) => reading((tx) => readVersions(tx, query)),
  };
}
