import type { SnapshotHead } from '#shared/contract/sync.ts';
import type { Reading } from '../feed.ts';
import { type LineRow, readBookLines, readCopyLines } from '../queries.ts';
import { aheadByOne } from './ahead.ts';

/** The line behind which a snapshot goes on. */
export type LineAfter = { kind: 'book' | 'copy'; id: string };

export type Wanted = { branchId: string; head: SnapshotHead; after?: LineAfter | undefined; rowsPerPage?: number };

type Page = { kind: 'book' | 'copy'; rows: LineRow[] };

const firstId = '00000000-0000-0000-0000-000000000000';
/** Some 10 ms of the database's work and 700 KB of text. */
const usualRows = 2000;

/**
 * The text of a snapshot, piece by piece: head, books, copies, end (contract/sync.ts). Each page is a transaction of its
 * own, so that a slow desk holds back nobody's bound; the end counts the lines of this answer.
 */
export async function* snapshotText(read: Reading, wanted: Wanted): AsyncGenerator<string, void> {
  yield `${JSON.stringify(wanted.head)}\n`;
  const sent = { book: 0, copy: 0 };
  for await (const { kind, rows } of aheadByOne(pagesOf(read, wanted))) {
    sent[kind] += rows.length;
    yield rows.map(({ json }) => `{"${kind}":${json}}\n`).join('');
  }
  yield `${JSON.stringify({ end: true, counts: { books: sent.book, copies: sent.copy } })}\n`;
}

async function* pagesOf(read: Reading, wanted: Wanted): AsyncGenerator<Page, void> {
  const { after } = wanted;
  if (after?.kind !== 'copy') yield* run(read, wanted, 'book', after?.id);
  yield* run(read, wanted, 'copy', after?.kind === 'copy' ? after.id : undefined);
}

const statements = { book: readBookLines, copy: readCopyLines };

/** Pages by key: each goes on behind the last id of the one before. */
async function* run(
  read: Reading,
  { branchId, rowsPerPage = usualRows }: Wanted,
  kind: Page['kind'],
  after: string = firstId,
): AsyncGenerator<Page, void> {
  let last: string | undefined = after;
  while (last !== undefined) {
    const behind: string = last;
    const rows = await read((tx) => tx.query(statements[kind], [tx.context.tenantId, branchId, behind, rowsPerPage]));
    if (rows.length > 0) yield { kind, rows };
    last = rows.length === rowsPerPage ? rows.at(-1)?.id : undefined;
  }
}
