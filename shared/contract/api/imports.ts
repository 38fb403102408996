import { z } from 'zod';
import { Id } from '../primitives.ts';
import { route } from '../route.ts';

export const ItemMapping = z.enum(['koha-952', 'marc21-852', 'sirsi-949', 'none', 'auto']);
export type ItemMapping = z.infer<typeof ItemMapping>;

export const ImportProgress = z.object({
  importId: Id,
  state: z.enum(['queued', 'running', 'done', 'failed']),
  read: z.int(),
  booksCreated: z.int(),
  booksUpdated: z.int(),
  copiesCreated: z.int(),
  copiesUpdated: z.int(),
  rejected: z.array(z.object({ record: z.int(), reason: z.string() })),
  rejectedTotal: z.int(),
  warnings: z
    .array(z.object({ record: z.int(), reason: z.string() }))
    .meta({ description: 'Taken over, but somebody should look at it' }),
  failure: z.string().nullable(),
});
export type ImportProgress = z.infer<typeof ImportProgress>;

export const importsApi = {
  importMarc: route({
    method: 'POST',
    path: '/imports/marc',
    tag: 'imports',
    who: 'imports.run',
    status: 202,
    summary: 'Import MARC 21: ISO 2709 (application/marc) or MARCXML (application/marcxml+xml), any size',
    query: z.object({ branchId: Id, items: ItemMapping.default('auto') }),
    body: 'stream',
    streamed: ['application/marc', 'application/marcxml+xml'],
    out: z.object({ importId: Id }),
    refusals: ['BRANCH_NOT_FOUND', 'UNSUPPORTED_MEDIA_TYPE'],
  }),
  readImport: route({
    method: 'GET',
    path: '/imports/{id}',
    tag: 'imports',
    who: 'imports.run',
    summary: 'How an import is getting on; up to 1,000 rejections are listed',
    params: z.object({ id: Id }),
    out: ImportProgress,
    refusals: ['IMPORT_NOT_FOUND'],
  }),
};
