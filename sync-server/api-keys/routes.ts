import type { Handlers } from '../http/call.ts';
import { createApiKey, findApiKeys, revokeKey } from './service.ts';

export function apiKeyHandlers(): Handlers<'createApiKey' | 'listApiKeys' | 'revokeApiKey'> {
  return {
    createApiKey: ({ body, now, transaction }) => transaction((tx) => createApiKey(tx, body, now)),
    listApiKeys: ({ reading }) => reading(async (tx) => ({ data: await findApiKeys(tx) })),
    revokeApiKey: ({ params, now, transaction }) =>
      transaction(async (tx) => {
        await revokeKey(tx, params.id, now);
        return undefined;
      }),
  };
}
