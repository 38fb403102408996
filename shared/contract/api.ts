import { accountApi } from './api/account.ts';
import { authApi } from './api/auth.ts';
import { boxesApi } from './api/boxes.ts';
import { catalogApi } from './api/catalog.ts';
import { holdsApi } from './api/holds.ts';
import { importsApi } from './api/imports.ts';
import { libraryApi } from './api/library.ts';
import { loansApi } from './api/loans.ts';
import { membersApi } from './api/members.ts';
import { noticesApi } from './api/notices.ts';
import { policiesApi } from './api/policies.ts';
import { reportsApi } from './api/reports.ts';
import { stocktakesApi } from './api/stocktakes.ts';
import { syncApi } from './api/sync.ts';
import { transfersApi } from './api/transfers.ts';

/** Where every route of the table hangs. */
export const apiBase = '/api/v1';

/**
 * The HTTP surface, once: server validation, the desk's client, the OpenAPI document and the tests of rights all
 * derive from this table.
 */
export const api = {
  ...accountApi,
  ...authApi,
  ...boxesApi,
  ...catalogApi,
  ...holdsApi,
  ...importsApi,
  ...libraryApi,
  ...loansApi,
  ...membersApi,
  ...policiesApi,
  ...noticesApi,
  ...reportsApi,
  ...stocktakesApi,
  ...syncApi,
  ...transfersApi,
};

export type Api = typeof api;
export type OperationName = keyof Api;
