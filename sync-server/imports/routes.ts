import { Readable } from 'node:stream';
import type { ModuleDeps } from '../deps.ts';
import type { Handlers } from '../http/call.ts';
import { Refusal } from '../http/refusal.ts';
import { jobQueue } from '../jobs/job-queue.ts';
import { importProgress, receiveImport } from './service.ts';

export function importHandlers({ database, now, closing, log }: ModuleDeps): Handlers<'importMarc' | 'readImport'> {
  const jobs = jobQueue(database, closing, log);
  return {
    importMarc: async ({ query, principal, request, requestId, idempotency }) => {
      const { tenantId, kind, id } = principal;
      if (tenantId === null) throw new Refusal('FORBIDDEN');
      // Another content type was parsed by what reads it; only a MARC file comes as it is.
      if (!(request.body instanceof Readable)) throw new Refusal('UNSUPPORTED_MEDIA_TYPE');
      const context = { tenantId, actor: { kind, id }, requestId, idempotency };
      const mediaType = request.headers['content-type'];
      return receiveImport({ database, jobs, now }, context, { ...query, mediaType, body: request.body });
    },
    readImport: ({ params, reading }) => reading((tx) => importProgress(tx, params.id)),
  };
}
