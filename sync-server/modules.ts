import type { OperationName } from '#shared/contract/api.ts';
import { apiKeyHandlers } from './api-keys/routes.ts';
import { auditHandlers } from './audit/routes.ts';
import { authHandlers } from './auth/routes.ts';
import { branchHandlers } from './branches/routes.ts';
import { catalogHandlers } from './catalog/routes.ts';
import { circulationHandlers } from './circulation/routes.ts';
import { dataProtectionHandlers } from './data-protection/routes.ts';
import type { ModuleDeps } from './deps.ts';
import { deskHandlers } from './desks/routes.ts';
import { accountHandlers } from './fines/routes.ts';
import { holdHandlers } from './holds/routes.ts';
import type { Handlers } from './http/call.ts';
import { importHandlers } from './imports/routes.ts';
import { noticePreferenceHandlers } from './members/notice-preferences/routes.ts';
import { memberHandlers } from './members/routes.ts';
import { noticeHandlers } from './notices/routes.ts';
import { policyHandlers } from './policies/routes.ts';
import { reportHandlers } from './reports/routes.ts';
import { staffHandlers } from './staff/routes.ts';
import { stocktakeHandlers } from './stocktake/routes.ts';
import { syncHandlers } from './sync/routes.ts';
import { tenantHandlers } from './tenants/routes.ts';
import { boxHandlers } from './transfers/boxes/routes.ts';
import { transferHandlers } from './transfers/routes.ts';

/** Every row of the contract table with the module that answers it; the compiler finds a row without one. */
export function handlersOf(deps: ModuleDeps): Handlers<OperationName> {
  return {
    ...authHandlers(deps),
    ...tenantHandlers(),
    ...branchHandlers(),
    ...staffHandlers(),
    ...deskHandlers(),
    ...apiKeyHandlers(),
    ...policyHandlers(),
    ...auditHandlers(),
    ...memberHandlers(),
    ...dataProtectionHandlers(),
    ...importHandlers(deps),
    ...catalogHandlers(),
    ...holdHandlers(),
    ...transferHandlers(),
    ...boxHandlers(),
    ...circulationHandlers(),
    ...accountHandlers(deps),
    ...noticeHandlers(),
    ...noticePreferenceHandlers(),
    ...reportHandlers(),
    ...stocktakeHandlers(deps),
    ...syncHandlers(deps),
  };
}
