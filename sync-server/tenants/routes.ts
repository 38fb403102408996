import type { Handlers } from '../http/call.ts';
import { changeTenant, onboardTenant, readOwnTenant } from './service.ts';

export function tenantHandlers(): Handlers<'createTenant' | 'changeTenant' | 'readTenant'> {
  return {
    createTenant: ({ body, now, transaction }) => transaction((tx) => onboardTenant(tx, body, now)),
    changeTenant: ({ params, body, now, transaction }) => transaction((tx) => changeTenant(tx, params.id, body, now)),
    readTenant: ({ reading }) => reading((tx) => readOwnTenant(tx)),
  };
}
