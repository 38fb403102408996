// Plain SQL for the count of a branch: which copies to count, and the floors that the server is measured against.

/** The branch with the most copies, and how many stand in it. */
export const largestBranch = `
  select home_branch_id as id, count(*)::int as copies from copies
  where tenant_id = $1 and status = 'available' group by 1 order by 2 desc limit 1`;

export const shelvesOfBranch = `
  select shelf, count(*)::int as copies from copies
  where tenant_id = $1 and home_branch_id = $2 and status = 'available' and shelf is not null
  group by shelf order by length(shelf), shelf`;

export const lentCopiesOf = `
  select barcode from copies where tenant_id = $1 and home_branch_id = $2 and status = 'on_loan' limit $3`;

export const expectedOf = `
  select barcode from stocktake_expected where tenant_id = $1 and stocktake_id = $2 order by hashtext(barcode)`;

/** The floors work on tables of their own, logged and indexed as the server's are. */
export const floorTables = `
  drop table if exists floor_expected, floor_scans;
  create table floor_expected (tenant_id uuid, barcode text, copy_id uuid, shelf text, moved_at timestamptz,
    primary key (tenant_id, barcode));
  create table floor_scans (tenant_id uuid, barcode text, seen_at timestamptz, primary key (tenant_id, barcode))`;

export const floorSnapshot = `
  insert into floor_expected
  select tenant_id, barcode, id, shelf, moved_at from copies
  where tenant_id = $1 and home_branch_id = $2 and current_branch_id = $2 and status = 'available' and shelf = any($3)`;

export const floorScan = `
  insert into floor_scans select $1, barcode, now() from unnest($2::text[]) barcode on conflict do nothing`;

export const floorDifferences = `
  select e.barcode, e.shelf, b.title from floor_expected e
  join copies c on c.tenant_id = e.tenant_id and c.id = e.copy_id
  join books b on b.tenant_id = c.tenant_id and b.id = c.book_id
  where c.status = 'available' and c.moved_at = e.moved_at
    and not exists (select from floor_scans s where s.tenant_id = e.tenant_id and s.barcode = e.barcode)
  order by e.shelf, e.barcode`;

/** What closing must write for a missing copy: its state and an event; undone by the rollback behind it. */
export const floorClose = `
  with gone as (
    update copies set status = 'missing', moved_at = now(), updated_at = now()
    where tenant_id = $1 and barcode = any($2) returning id
  )
  insert into audit (tenant_id, id, at, actor_kind, actor_id, action, entity, entity_id, facts, request_id)
  select $1, gen_random_uuid(), now(), 'job', null, 'copy.changed', 'copy', id, '{"from": "available"}', 'floor' from gone`;

/** As it was before, for the next run. */
export const putBack = `
  update copies set status = 'available' where tenant_id = $1 and status = 'missing' and id in (
    select copy_id from stocktake_expected where tenant_id = $1 and stocktake_id = $2
  )`;
