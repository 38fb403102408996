import type { OperationName } from '#shared/contract/api.ts';
import { authHandlers } from './auth/routes.ts';
import { circulationHandlers } from './circulation/routes.ts';
import type { ServerDeps } from './deps.ts';
import type { Handlers } from './http/call.ts';
import { Refusal } from './http/refusal.ts';
import { importHandlers } from './imports/routes.ts';

/** Every row of the contract table with the module that answers it; the compiler finds a row without one. */
export function handlersOf(deps: ServerDeps): Handlers<OperationName> {
  const built: Partial<Handlers<OperationName>> = {
    ...authHandlers(deps),
    ...importHandlers(deps),
    ...circulationHandlers(),
  };
  const missing = async () => {
    throw new Refusal('INTERNAL', { detail: 'Not built yet.' });
  };
  return new Proxy(built, { get: (target, name) => Reflect.get(target, name) ?? missing }) as Handlers<OperationName>;
}
