import type { Handlers } from '../http/call.ts';
import { createApiKey, findApiKeys, revokeKey } from './service.ts';

export function apiKeyHandlers(): Handlers<'createApiKey' | 'listApiKeys' | 'revokeApiKey'> {
  return {
    createApiKey: ({ body, now, transaction }) => transaction((tx) => createApiKey(tx, body, now)),
    listApiKeys: ({ query, reading }) => reading((tx) => findApiKeys(tx, query)),
    revokeApiKey: ({ params, now, transaction }) =>
      transaction(async (tx) => {
        await revokeKey(tx, params.id, now);
        return undefined;
      }),
  };
}
