import { ChangesPage, SnapshotHead, SnapshotLine, type SyncBook, type SyncCopy } from '#shared/contract/sync.ts';
import type { Caller, TestServer } from '../../testing/server.ts';
import { othersHaveEnded } from './other-databases.ts';

export type Snapshot = {
  head: SnapshotHead;
  books: SyncBook[];
  copies: SyncCopy[];
  end: { books: number; copies: number };
};

/** Reads a branch's feed over HTTP as a desk does, every line held to the contract. */
export function feedReader({ call, db }: Pick<TestServer, 'call' | 'db'>, who: Caller, branchId: string) {
  const path = `/sync/branches/${branchId}`;
  return {
    async snapshot(query = ''): Promise<Snapshot> {
      await othersHaveEnded(db.owner);
      const { status, text } = await call(who, 'GET', `${path}/snapshot${query}`);
      if (status !== 200) throw new Error(`${status}: ${text}`);
      return readSnapshot(text);
    },
    async changes(cursor: string, limit = 500): Promise<ChangesPage> {
      await othersHaveEnded(db.owner);
      const { status, text } = await call(who, 'GET', `${path}/changes?cursor=${cursor}&limit=${limit}`);
      if (status !== 200) throw new Error(`${status}: ${text}`);
      return ChangesPage.parse(JSON.parse(text));
    },
    refusalOfChanges: async (cursor: string) => problemOf(await call(who, 'GET', `${path}/changes?cursor=${cursor}`)),
    refusalOfSnapshot: async (query = '') => problemOf(await call(who, 'GET', `${path}/snapshot${query}`)),
  };
}

function problemOf({ status, body }: { status: number; body: { code: string } }) {
  return { status, code: body.code };
}

/** A whole snapshot: its head first, books before copies, its end last. */
export function readSnapshot(text: string): Snapshot {
  if (!text.endsWith('\n')) throw new Error('The last line broke off.');
  const [first = '', ...rest] = text.trimEnd().split('\n');
  const last = SnapshotLine.parse(JSON.parse(rest.pop() ?? ''));
  if (!('end' in last)) throw new Error('There is no end.');
  const snapshot: Snapshot = {
    head: SnapshotHead.strict().parse(JSON.parse(first)),
    books: [],
    copies: [],
    end: last.counts,
  };
  for (const line of rest) takeLine(snapshot, line);
  return snapshot;
}

function takeLine(snapshot: Snapshot, text: string): void {
  const line = SnapshotLine.parse(JSON.parse(text));
  if ('copy' in line) snapshot.copies.push(line.copy);
  else if (!('book' in line) || snapshot.copies.length > 0) throw new Error(`A line out of place: ${text}`);
  else snapshot.books.push(line.book);
}
