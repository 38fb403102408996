import type { z } from 'zod';
import type { FeedCounts, SnapshotHead } from '#shared/contract/sync.ts';
import type { Sql } from '../../db/sql.ts';
import type { Reading } from '../feed.ts';
import { type LinesRow, readBookLines, readCopyLines } from '../queries.ts';
import { aheadByOne } from './ahead.ts';

/** The line behind which a snapshot goes on. */
export type LineAfter = { kind: 'book' | 'copy'; id: string };

export type Wanted = { branchId: string; head: SnapshotHead; after?: LineAfter | undefined; rowsPerPage?: number };

type Page = { text: string; rows: number; kind: 'books' | 'copies' };

const firstId = '00000000-0000-0000-0000-000000000000';
/** Some 15 ms of the database's work and 700 KB of text. */
const usualRows = 2000;

/**
 * The text of a snapshot, piece by piece: head, books, copies, end (contract/sync.ts). Each page is a transaction of its
 * own, so that a slow desk holds back nobody's bound; the end counts the lines of this answer.
 */
export async function* snapshotText(read: Reading, wanted: Wanted): AsyncGenerator<string, void> {
  yield `${JSON.stringify(wanted.head)}\n`;
  const counts: z.infer<typeof FeedCounts> = { books: 0, copies: 0 };
  for await (const page of aheadByOne(pagesOf(read, wanted))) {
    counts[page.kind] += page.rows;
    yield page.text;
  }
  yield `${JSON.stringify({ end: true, counts })}\n`;
}

async function* pagesOf(read: Reading, wanted: Wanted): AsyncGenerator<Page, void> {
  const { after } = wanted;
  if (after?.kind !== 'copy') yield* run(read, wanted, 'books', readBookLines, after?.id);
  yield* run(read, wanted, 'copies', readCopyLines, after?.kind === 'copy' ? after.id : undefined);
}

/** Pages by key: each goes on behind the last id of the one before. */
async function* run(
  read: Reading,
  { branchId, rowsPerPage = usualRows }: Wanted,
  kind: Page['kind'],
  statement: Sql<LinesRow>,
  after: string = firstId,
): AsyncGenerator<Page, void> {
  let last: string | null = after;
  while (last !== null) {
    const behind: string = last;
    const [page] = await read((tx) => tx.query(statement, [tx.context.tenantId, branchId, behind, rowsPerPage]));
    if (page?.lines) yield { text: `${page.lines}\n`, rows: page.rows, kind };
    last = page?.rows === rowsPerPage ? page.last : null;
  }
}
