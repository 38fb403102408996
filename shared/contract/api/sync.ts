import { z } from 'zod';
import { Id } from '../primitives.ts';
import { route } from '../route.ts';
import { ChangesPage, Drift, RangeDigest } from '../sync.ts';

const BranchParams = z.object({ id: Id });

export const syncApi = {
  snapshot: route({
    method: 'GET',
    path: '/sync/branches/{id}/snapshot',
    tag: 'sync',
    who: 'sync.pull',
    summary: 'Everything a desk of this branch keeps, as NDJSON; resumes after a given book or copy',
    params: BranchParams,
    query: z.object({
      /** To go on with a snapshot that broke off: its cursor, and the last line that arrived whole. */
      cursor: z.string().max(200).optional(),
      after: z
        .string()
        .regex(/^(book|copy):[0-9a-f-]{36}$/)
        .optional(),
    }),
    out: 'stream',
    streamed: ['application/x-ndjson'],
    refusals: ['BRANCH_NOT_FOUND', 'CURSOR_EXPIRED', 'BAD_CURSOR'],
  }),
  changes: route({
    method: 'GET',
    path: '/sync/branches/{id}/changes',
    tag: 'sync',
    who: 'sync.pull',
    summary: 'What changed since the cursor',
    params: BranchParams,
    query: z.object({ cursor: z.string().max(200), limit: z.coerce.number().int().min(1).max(2000).default(500) }),
    out: ChangesPage,
    refusals: ['BRANCH_NOT_FOUND', 'CURSOR_EXPIRED', 'BAD_CURSOR'],
  }),
  events: route({
    method: 'GET',
    path: '/sync/branches/{id}/events',
    tag: 'sync',
    who: 'sync.pull',
    summary: 'Server-sent events: `change` when something is new, and a heartbeat',
    params: BranchParams,
    out: 'stream',
    streamed: ['text/event-stream'],
    refusals: ['BRANCH_NOT_FOUND'],
  }),
  digest: route({
    method: 'GET',
    path: '/sync/branches/{id}/digest',
    tag: 'sync',
    who: 'sync.pull',
    summary: 'What the cache of a desk at the cursor must come to, for the next range of copies behind `after`',
    params: BranchParams,
    query: z.object({ cursor: z.string().max(200), after: Id.optional() }),
    out: RangeDigest,
    refusals: ['BRANCH_NOT_FOUND', 'CURSOR_EXPIRED', 'BAD_CURSOR'],
  }),
  reportDrift: route({
    method: 'POST',
    path: '/sync/branches/{id}/drift',
    tag: 'sync',
    who: 'sync.pull',
    summary: 'Says that a desk found its cache to be wrong where it should have been right; it loads afresh by itself',
    params: BranchParams,
    body: Drift,
    out: 'nothing',
    refusals: ['BRANCH_NOT_FOUND'],
  }),
};
