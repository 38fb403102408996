// What the tests of the feed ask and write behind the server's back, as the database's owner.

/** In this database only Postgres itself, which gathers its statistics when it likes: the others are the test's own. */
export const olderWritersElsewhere = `select 1 from pg_stat_activity
  where (datname <> current_database() or backend_type = 'autovacuum worker')
    and backend_xid is not null and xact_start <= $1`;

/** The feed's triggers alone: what else a table does would make writers wait for each other. */
export const onlyStampingTriggers = `
  alter table copies disable trigger user;
  alter table copies enable trigger copies_stamp_insert;
  alter table copies enable trigger copies_stamp_update;
  alter table copies enable trigger copies_stamp_delete;
  alter table books disable trigger user;
  alter table books enable trigger books_stamp_update`;

export const takeTransactionId = 'select pg_current_xact_id()';

export const lendOrTakeBack = `update copies set
  status = case status when 'on_loan' then 'available' else 'on_loan' end,
  due_at = case status when 'on_loan' then null else now() end, updated_at = now() where id = $1`;

export const moveCopy = `update copies set home_branch_id = $2, current_branch_id = $3, updated_at = now() where id = $1`;

export const addCopy = `insert into copies
  (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id) values ($1, $2, $3, $4, $5, $6)`;

export const correctBook = `update books set publisher = coalesce(publisher, '') || '+', updated_at = now() where id = $1`;

/** What a desk of a branch must hold: each copy with what may change of it and of its book. */
export const heldAt = `select c.id, c.status, c.home_branch_id as home, c.current_branch_id as current, b.publisher
  from copies c join books b on b.tenant_id = c.tenant_id and b.id = c.book_id
  where $1 in (c.home_branch_id, c.current_branch_id) order by c.id`;
