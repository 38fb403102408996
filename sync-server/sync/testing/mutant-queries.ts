// Feeds that miss changes, each as it is often built. They answer the keys of what changed behind a cursor, and the next
// cursor; what is sent of each row is the same as in the real feed.

/** What the mutants' cursors need: a number and a time for every change. */
export const numberAndTimeChanges = `
  create sequence changes_numbers;
  alter table changes add column number bigint, add column at timestamptz;
  create function number_change() returns trigger language plpgsql as $$
  begin
    new.number := nextval('changes_numbers');
    new.at := now();
    return new;
  end $$;
  create trigger changes_number before insert or update on changes for each row execute function number_change();
  update changes set stamp = stamp`;

const concerning = 'from changes where tenant_id = $1 and branch_id in ($2, every_branch())';

const keysBehind = (next: string, condition: string) => `
  with page as (select entity, entity_id, number, at, stamp ${concerning} and ${condition})
  select coalesce(${next}, $3::text) as next, false as more,
    array(select entity_id from page where entity = 'copy') as copies,
    array(select entity_id from page where entity = 'book') as books`;

export const bySequence = {
  now: `select coalesce(max(number), 0)::text as cursor ${concerning}`,
  page: keysBehind('(select max(number)::text from page)', 'number > $3::text::bigint'),
};

export const byUpdatedAt = {
  now: `select coalesce(max(at), '-infinity')::text as cursor ${concerning}`,
  page: keysBehind('(select max(at)::text from page)', 'at > $3::text::timestamptz'),
};

/** Up to the newest transaction that has ended, whatever is still running below it. */
export const withoutGuard = {
  now: `select pg_snapshot_xmax(pg_current_snapshot())::text as cursor, $1::uuid, $2::uuid`,
  page: keysBehind(
    'pg_snapshot_xmax(pg_current_snapshot())::text',
    'stamp >= $3::text::xid8 and stamp < pg_snapshot_xmax(pg_current_snapshot())',
  ),
};

/** Guarded, but a page ends in the middle of a transaction and the cursor names the transaction only. */
export const withTornPages = {
  now: `select coalesce((select stamp ${concerning} and stamp < feed_bound() order by stamp desc limit 1)::text, '0') as cursor`,
  page: `with page as (
      select entity, entity_id, stamp ${concerning} and stamp > $3::text::xid8 and stamp < feed_bound()
      order by stamp, entity, entity_id limit 2
    )
    select coalesce((select stamp from page order by stamp desc limit 1)::text, $3::text) as next,
      (select count(*) from page) = 2 as more,
      array(select entity_id from page where entity = 'copy') as copies,
      array(select entity_id from page where entity = 'book') as books`,
};

export const presentCopies = `select id, book_id as "bookId", barcode, home_branch_id as "homeBranchId",
    current_branch_id as "currentBranchId", status, shelf, item_type as "itemType", condition, due_at as "dueAt"
  from copies where tenant_id = $1 and $2 in (home_branch_id, current_branch_id) and id = any ($3)`;

export const presentBooks = `select id, isbn, title, subtitle, authors, publisher, year, language, subjects
  from books where tenant_id = $1 and id = any ($2)`;

/** The stamps of books as 0004 wrote them: for the branches that the correcting transaction could see a copy at. */
export const stampBooksByVisibleCopies = `
  create function stamp_books_by_visible_copies() returns trigger language plpgsql as $$
  begin
    insert into changes (tenant_id, branch_id, entity, entity_id)
    select distinct new.tenant_id, branch_id, 'book', new.id
    from copies c, unnest(array[c.home_branch_id, c.current_branch_id]) as branch_id
    where c.tenant_id = new.tenant_id and c.book_id = new.id
    on conflict (tenant_id, branch_id, entity, entity_id) do update set stamp = excluded.stamp;
    return null;
  end $$;
  alter table books disable trigger books_stamp_update;
  create trigger books_stamp_mutant after update on books for each row execute function stamp_books_by_visible_copies()`;
