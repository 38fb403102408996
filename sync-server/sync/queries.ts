import type { SyncBook, SyncCopy } from '#shared/contract/sync.ts';
import { sql } from '../db/sql.ts';

// A row as the contract wants it (shared/contract/sync.ts), built where it lies: Node only passes it on.
const bookFields = `book.id, book.isbn, book.title, book.subtitle, book.authors, book.publisher, book.year, book.language,
  book.subjects`;
const copyFields = `copy.id, copy.book_id as "bookId", copy.barcode, copy.home_branch_id as "homeBranchId",
  copy.current_branch_id as "currentBranchId", copy.status, copy.shelf, copy.item_type as "itemType", copy.condition,
  to_char(copy.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt"`;
const asJson = (fields: string) => `row_to_json((select as_sent from (select ${fields}) as_sent))`;

export type FeedRow = { epoch: string; bound: string; branch_exists: boolean };

/** The feed as this transaction sees it, and whether the tenant has such a branch. */
export const readFeed = sql<FeedRow>(
  'sync.read_feed',
  `select current_feed_epoch() as epoch, feed_bound()::text as bound,
     exists (select from branches where tenant_id = $1 and id = $2) as branch_exists`,
);

type PlaceRow = { stamp: string; entity: 'book' | 'copy'; id: string };
export type ChangeRow = PlaceRow & { copy: SyncCopy | null; book: SyncBook | null };

// What concerns a branch lies in two runs of one index: its own changes, and those of the tenant's books.
const changesOf = (branch: string, where: string, order: 'asc' | 'desc', limit: string) =>
  `(select stamp, entity, entity_id from changes
    where tenant_id = $1 and branch_id = ${branch} and stamp < feed_bound() ${where}
    order by stamp ${order}, entity ${order}, entity_id ${order} limit ${limit})`;

/** The last change of a branch that can be handed out; no row when there was none yet. */
export const readLastPlace = sql<PlaceRow>(
  'sync.read_last_place',
  `select stamp::text, entity, entity_id as id from (
     ${changesOf('$2', '', 'desc', '1')} union all ${changesOf('every_branch()', '', 'desc', '1')}
   ) last order by last.stamp desc, entity desc, id desc limit 1`,
);

const behindPlace = 'and (stamp, entity, entity_id) > ($3::xid8, $4::text, $5::uuid)';

/**
 * A page of what changed behind a place, each with the row as it is now: a copy that is not of this branch any more is
 * null, and so is a changed book of which it has no copy. A copy brings its book along. The limits of one keep the
 * planner from reading all of a small tenant's copies and books for a page of few; a COALESCE instead of the CASE would
 * do so too, because row-level security takes it for leaky.
 */
export const readChanges = sql<ChangeRow>(
  'sync.read_changes',
  `with page as (
     ${changesOf('$2', behindPlace, 'asc', '$6')} union all ${changesOf('every_branch()', behindPlace, 'asc', '$6')}
     order by stamp, entity, entity_id limit $6
   )
   select page.stamp::text, page.entity, page.entity_id as id,
     case when copy.id is not null then ${asJson(copyFields)} end as copy,
     case when book.id is not null then ${asJson(bookFields)} end as book
   from page
   left join lateral (
     select * from copies
     where page.entity = 'copy' and tenant_id = $1 and id = page.entity_id
       and (home_branch_id = $2 or current_branch_id = $2) limit 1
   ) copy on true
   left join lateral (
     select book_id from copies
     where page.entity = 'book' and tenant_id = $1 and book_id = page.entity_id
       and (home_branch_id = $2 or current_branch_id = $2) limit 1
   ) held on true
   left join lateral (
     select * from books
     where tenant_id = $1 and id = case page.entity when 'copy' then copy.book_id else held.book_id end limit 1
   ) book on true
   order by page.stamp, page.entity, page.entity_id`,
);

/** What a branch holds: the copies that belong to it or are there, and their books. */
export const countHeld = sql<{ books: number; copies: number }>(
  'sync.count_held',
  `select count(distinct book_id) as books, count(*) as copies from (
     select book_id from copies where tenant_id = $1 and home_branch_id = $2
     union all
     select book_id from copies where tenant_id = $1 and current_branch_id = $2 and current_branch_id <> home_branch_id
   ) held`,
);

/** A row of a snapshot as JSON text; Node neither parses nor builds it. */
export type LineRow = { id: string; json: string };

const linesOf = (fields: string, page: string) =>
  `select id, row_to_json(as_sent)::text as json from (select ${fields} from ${page}) as_sent order by id`;

// At home or away: two runs of two indexes, merged; an `or` would read the whole branch for each page.
export const readBookLines = sql<LineRow>(
  'sync.read_book_lines',
  linesOf(
    bookFields,
    `(
       (select distinct book_id as id from copies
        where tenant_id = $1 and home_branch_id = $2 and book_id > $3 order by id limit $4)
       union
       (select distinct book_id from copies
        where tenant_id = $1 and current_branch_id = $2 and current_branch_id <> home_branch_id and book_id > $3
        order by book_id limit $4)
       order by id limit $4
     ) page join lateral (select * from books where tenant_id = $1 and books.id = page.id limit 1) book on true`,
  ),
);

const nextCopies = `(
       (select * from copies where tenant_id = $1 and home_branch_id = $2 and id > $3 order by id limit $4)
       union all
       (select * from copies
        where tenant_id = $1 and current_branch_id = $2 and current_branch_id <> home_branch_id and id > $3
        order by id limit $4)
       order by id limit $4
     ) copy`;

export const readCopyLines = sql<LineRow>('sync.read_copy_lines', linesOf(copyFields, nextCopies));

export type DigestRow = { read: number; last: string | null; copies: number; hash: string };

/** The next copies with their books, as the hash of their lines; those in the list, or whose book is, are left out. */
export const readDigest = sql<DigestRow>(
  'sync.read_digest',
  `select count(*) as read, (array_agg(id order by id desc))[1] as last, count(line) as copies,
     encode(sha256(convert_to(coalesce(string_agg(line, '' order by id), ''), 'UTF8')), 'hex') as hash
   from (
     select copy.id, case when copy.id <> all ($5::uuid[]) and copy.book_id <> all ($5::uuid[]) then
       format(E'{"copy":%s}\\n{"book":%s}\\n', ${asJson(copyFields)}, ${asJson(bookFields)}) end as line
     from ${nextCopies}
     join lateral (select * from books where tenant_id = $1 and books.id = copy.book_id limit 1) book on true
   ) held`,
);

export type NewsRow = { epoch: string; bound: string; newest: string; fresh: number[] };

/** The feed as it is now, and which of the branches (positions from 1) have news since a bound; null: none yet. */
export const readNews = sql<NewsRow>(
  'sync.read_news',
  `select current_feed_epoch() as epoch, feed_bound()::text as bound,
     pg_snapshot_xmax(pg_current_snapshot())::text as newest,
     array(select branches_with_news($1::uuid[], $2::uuid[], $3::xid8)::int) as fresh`,
);
