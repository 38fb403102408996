import { sql } from '../db/sql.ts';
import type { BookRow, CopyRow, ExistingBook, ExistingCopy } from './batch/rows.ts';

type Counts = {
  books_created: number;
  books_updated: number;
  copies_created: number;
  copies_updated: number;
};

export const findBranch = sql<{ id: string }>(
  'imports.branch',
  'select id from branches where tenant_id = $1 and id = $2',
);

export const insertImport = sql(
  'imports.insert',
  `insert into imports
     (tenant_id, id, branch_id, items, media_type, actor_kind, actor_id, request_id, state, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, 'receiving', $9)`,
);

/** What a server that died while receiving has left behind. */
export const deleteAbandoned = sql(
  'imports.delete_abandoned',
  `delete from imports where tenant_id = $1 and state = 'receiving' and created_at < $2::timestamptz - interval '1 day'`,
);

export const insertChunk = sql(
  'imports.insert_chunk',
  'insert into import_chunks (tenant_id, import_id, number, bytes) values ($1, $2, $3, $4)',
);

export const deleteImport = sql('imports.delete', 'delete from imports where tenant_id = $1 and id = $2');

export const markQueued = sql(
  'imports.queue',
  `update imports set state = 'queued' where tenant_id = $1 and id = $2 and state = 'receiving'`,
);

export const readProgress = sql<
  Counts & {
    id: string;
    state: 'queued' | 'running' | 'done' | 'failed';
    next_record: number;
    rejected: number;
    failure: string | null;
  }
>(
  'imports.progress',
  `select id, state, next_record, books_created, books_updated, copies_created, copies_updated, rejected, failure
   from imports where tenant_id = $1 and id = $2 and state <> 'receiving'`,
);

export const readRemarks = sql<{ kind: 'rejected' | 'warning'; record: number; reason: string }>(
  'imports.remarks',
  `(select kind, record, reason, ordinal from import_remarks
    where tenant_id = $1 and import_id = $2 and kind = 'rejected' order by ordinal limit $3)
   union all
   (select kind, record, reason, ordinal from import_remarks
    where tenant_id = $1 and import_id = $2 and kind = 'warning' order by ordinal limit $3)
   order by ordinal`,
);

export const readTask = sql<{
  state: 'receiving' | 'queued' | 'running' | 'done' | 'failed';
  branch_id: string;
  items: 'koha-952' | 'marc21-852' | 'sirsi-949' | 'none' | 'auto';
  media_type: string | null;
  actor_kind: 'staff' | 'api_key';
  actor_id: string;
  request_id: string;
  next_byte: number;
  next_record: number;
}>(
  'imports.task',
  `select state, branch_id, items, media_type, actor_kind, actor_id, request_id, next_byte, next_record
   from imports where tenant_id = $1 and id = $2`,
);

export const readChunk = sql<{ bytes: Buffer }>(
  'imports.read_chunk',
  'select bytes from import_chunks where tenant_id = $1 and import_id = $2 and number = $3',
);

/** Locks the import, so that two servers that work on it at once do not both apply the same batch. */
export const lockCheckpoint = sql<{ next_byte: number; state: string }>(
  'imports.lock',
  'select next_byte, state from imports where tenant_id = $1 and id = $2 for update',
);

export const branchCodes = sql<{ id: string; code: string }>(
  'imports.branch_codes',
  'select id, code from branches where tenant_id = $1',
);

/** Copies before books, and each in the order of their ids: the order in which everybody locks. */
export const lockCopies = sql<ExistingCopy>(
  'imports.lock_copies',
  `select c.id, c.barcode, c.book_id as "bookId", b.title as "bookTitle", c.home_branch_id as "homeBranchId", c.shelf,
     c.item_type as "itemType", c.acquired_on as "acquiredOn"
   from copies c join books b on b.tenant_id = c.tenant_id and b.id = c.book_id
   where c.tenant_id = $1 and c.barcode = any ($2::text[])
   order by c.id for update of c`,
);

export const lockBooks = sql<ExistingBook>(
  'imports.lock_books',
  `select id, control_key as "controlKey", isbn, title, subtitle, authors, publisher, year, language, subjects, genres,
     description
   from books
   where tenant_id = $1 and (control_key = any ($2::text[]) or isbn = any ($3::text[]))
   order by id for update`,
);

const bookColumns = `id uuid, "controlKey" text, isbn text, title text, subtitle text, authors text[], publisher text,
  year integer, language text, subjects text[], genres text[], description text`;
const copyColumns = `id uuid, "bookId" uuid, barcode text, "homeBranchId" uuid, status text, shelf text, "itemType" text,
  "acquiredOn" date`;

/** Many rows in one statement: $2 is a JSON array of {@link BookRow}. */
export const insertBooks = sql<BookRow>(
  'imports.insert_books',
  `insert into books (tenant_id, id, control_key, isbn, title, subtitle, authors, publisher, year, language, subjects,
     genres, description, created_at, updated_at)
   select $1, id, "controlKey", isbn, title, subtitle, authors, publisher, year, language, subjects, genres, description,
     $3::timestamptz, $3::timestamptz
   from jsonb_to_recordset($2::jsonb) as given(${bookColumns})`,
);

export const updateBooks = sql<BookRow>(
  'imports.update_books',
  `update books set control_key = given."controlKey", isbn = given.isbn, title = given.title,
     subtitle = given.subtitle, authors = given.authors, publisher = given.publisher, year = given.year,
     language = given.language, subjects = given.subjects, genres = given.genres, description = given.description,
     updated_at = $3::timestamptz
   from jsonb_to_recordset($2::jsonb) as given(${bookColumns})
   where books.tenant_id = $1 and books.id = given.id`,
);

export const insertCopies = sql<CopyRow>(
  'imports.insert_copies',
  `insert into copies (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id, status, shelf, item_type,
     acquired_on, created_at, updated_at)
   select $1, id, "bookId", barcode, "homeBranchId", "homeBranchId", status, shelf, "itemType", "acquiredOn",
     $3::timestamptz, $3::timestamptz
   from jsonb_to_recordset($2::jsonb) as given(${copyColumns})`,
);

/** Where a copy is and in what state is not the file's to say: that is known better here. */
export const updateCopies = sql<CopyRow>(
  'imports.update_copies',
  `update copies set home_branch_id = given."homeBranchId", shelf = given.shelf, item_type = given."itemType",
     acquired_on = given."acquiredOn", updated_at = $3::timestamptz
   from jsonb_to_recordset($2::jsonb) as given(${copyColumns})
   where copies.tenant_id = $1 and copies.id = given.id`,
);

export const insertRemarks = sql(
  'imports.insert_remarks',
  `insert into import_remarks (tenant_id, import_id, kind, record, reason)
   select $1, $2, kind, record, reason
   from jsonb_to_recordset($3::jsonb) as given(kind text, record integer, reason text)`,
);

export const saveCheckpoint = sql(
  'imports.checkpoint',
  `update imports set state = 'running', next_byte = $3, next_record = $4, books_created = books_created + $5,
     books_updated = books_updated + $6, copies_created = copies_created + $7, copies_updated = copies_updated + $8,
     rejected = rejected + $9
   where tenant_id = $1 and id = $2`,
);

const ended = 'next_record - 1 as read, books_created, books_updated, copies_created, copies_updated, rejected';

export const markDone = sql<Counts & { read: number; rejected: number }>(
  'imports.done',
  `update imports set state = 'done', finished_at = $3
   where tenant_id = $1 and id = $2 and state in ('queued', 'running') returning ${ended}`,
);

export const markFailed = sql<Counts & { read: number; rejected: number }>(
  'imports.fail',
  `update imports set state = 'failed', failure = $4, finished_at = $3
   where tenant_id = $1 and id = $2 and state in ('queued', 'running') returning ${ended}`,
);

export const deleteChunks = sql<{ number: number }>(
  'imports.delete_chunks',
  `delete from import_chunks where tenant_id = $1 and import_id = $2 and number in (
     select number from import_chunks where tenant_id = $1 and import_id = $2 order by number limit $3)
   returning number`,
);
