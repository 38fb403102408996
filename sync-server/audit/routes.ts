import type { Handlers } from '../http/call.ts';
import { readAudit } from './service.ts';

export function auditHandlers(): Handlers<'readAudit'> {
  return { readAudit: ({ query, reading }) => reading((tx) => readAudit(tx, query)) };
}
