import type pg from 'pg';
import { ChangesPage, SnapshotHead } from '#shared/contract/sync.ts';
import type { Feed } from './feed.ts';
import { presentBooks, presentCopies } from './mutant-queries.ts';

type Keys = { next: string; more: boolean; copies: string[]; books: string[] };
type Ask = { owner: pg.Pool; tenantId: string; real: Feed };

const separator = '|';

/** A feed with another idea of a cursor: `now` says where the feed is, `page` what lies behind a place in it. */
export function mutantFeed({ owner, tenantId, real }: Ask, queries: { now: string; page: string }): Feed {
  return {
    // The pages of the snapshot are the real ones; the real cursor rides along for a snapshot that goes on.
    async *snapshot(branchId, from) {
      const { rows } = await owner.query<{ cursor: string }>(queries.now, [tenantId, branchId]);
      const [own = rows[0]?.cursor, kept] = from?.cursor.split(separator) ?? [];
      const begun = from && kept ? { cursor: kept, after: from.after } : undefined;
      for await (const text of real.snapshot(branchId, begun)) {
        yield withCursor(text, (cursor) => `${own}${separator}${cursor}`);
      }
    },
    async changes(branchId, cursor) {
      const [own = '', kept] = cursor.split(separator);
      const { rows } = await owner.query<Keys>(queries.page, [tenantId, branchId, own]);
      const [keys] = rows;
      if (!keys) throw new Error('A mutant that does not answer.');
      return {
        cursor: `${keys.next}${separator}${kept}`,
        more: keys.more,
        ...(await present({ owner, tenantId }, branchId, keys)),
      };
    },
  };
}

/** The real feed, but for a snapshot that says where the feed was after its last page instead of before its first. */
export function mutantWithLateCursor(real: Feed): Feed {
  return {
    ...real,
    async *snapshot(branchId, from) {
      for await (const text of real.snapshot(branchId, from)) {
        const isEnd = text.includes('"end":true');
        if (isEnd) yield await headAsOfNow(real, branchId);
        yield text;
      }
    },
  };
}

async function headAsOfNow(real: Feed, branchId: string): Promise<string> {
  const pieces = real.snapshot(branchId);
  const { value } = await pieces.next();
  await pieces.return();
  return value ?? '';
}

function withCursor(text: string, change: (cursor: string) => string): string {
  const head = text.includes('"protocol"') ? SnapshotHead.parse(JSON.parse(text)) : undefined;
  return head ? `${JSON.stringify({ ...head, cursor: change(head.cursor) })}\n` : text;
}

const Content = ChangesPage.pick({ books: true, copies: true, removed: true });

async function present({ owner, tenantId }: Omit<Ask, 'real'>, branchId: string, keys: Keys) {
  const { rows: copies } = await owner.query(presentCopies, [tenantId, branchId, keys.copies]);
  const bookIds = [...keys.books, ...copies.map(({ bookId }) => bookId)];
  const { rows: books } = await owner.query(presentBooks, [tenantId, bookIds]);
  const here = new Set(copies.map(({ id }) => id));
  const asText = copies.map(({ dueAt, ...copy }) => ({ ...copy, dueAt: dueAt?.toISOString() ?? null }));
  return Content.parse({ books, copies: asText, removed: keys.copies.filter((id) => !here.has(id)) });
}
