import type { ChangesPage } from '#shared/contract/sync.ts';
import type { Database } from '../../db/database.ts';
import { reading } from '../../db/transaction.ts';
import { changesOf } from '../changes/service.ts';
import type { Reading } from '../feed.ts';
import { snapshotText } from '../snapshot/lines.ts';
import { beginSnapshot, readAfter } from '../snapshot/service.ts';

/** What a desk can ask, here or of a mutant: a snapshot piece by piece, and the changes behind a cursor. */
export type Feed = {
  snapshot(branchId: string, from?: { cursor: string; after: string }): AsyncGenerator<string, void>;
  changes(branchId: string, cursor: string, limit: number): Promise<Omit<ChangesPage, 'protocol' | 'epoch'>>;
};

/** The server's own, with pages so small that a library of ten copies has several. */
export function realFeed(database: Database, tenantId: string): Feed {
  const context = { tenantId, actor: { kind: 'job', id: null }, requestId: 'property' } as const;
  const read: Reading = (work) => reading(database, context, work);
  return {
    async *snapshot(branchId, from) {
      const order = { branchId, ...from };
      const head = await read((tx) => beginSnapshot(tx, order));
      yield* snapshotText(read, { branchId, head, after: readAfter(order), rowsPerPage: 2 });
    },
    changes: (branchId, cursor, limit) => read((tx) => changesOf(tx, { branchId, cursor, limit })),
  };
}
