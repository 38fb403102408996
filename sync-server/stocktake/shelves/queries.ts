import { sql } from '../../db/sql.ts';

/** The shelves of the copies that are in a branch and have no key by rule $3 yet. */
export const shelvesOfBranchWithoutKey = sql<{ shelf: string }>(
  'stocktake.shelves_of_branch_without_key',
  `select distinct c.shelf from (
     select shelf from copies where tenant_id = $1 and home_branch_id = $2 and current_branch_id = $2
     union all
     select shelf from copies where tenant_id = $1 and current_branch_id = $2 and current_branch_id <> home_branch_id
   ) c
   where c.shelf is not null
     and not exists (select from shelf_keys k where k.tenant_id = $1 and k.shelf = c.shelf and k.rule = $3)`,
);

/** The same for the copies with these barcodes. */
export const shelvesOfCopiesWithoutKey = sql<{ shelf: string }>(
  'stocktake.shelves_of_copies_without_key',
  `select distinct c.shelf from copies c
   where c.tenant_id = $1 and c.barcode = any($2) and c.shelf is not null
     and not exists (select from shelf_keys k where k.tenant_id = $1 and k.shelf = c.shelf and k.rule = $3)`,
);

/** $2: a JSON list of `{ shelf, key, section }`, in the order of their shelves, so that two counts do not deadlock. */
export const keepShelfKeys = sql(
  'stocktake.keep_shelf_keys',
  `insert into shelf_keys as k (tenant_id, shelf, rule, key, section)
   select $1, g.shelf, $3, g.key, g.section from jsonb_to_recordset($2::jsonb) as g(shelf text, key text, section text)
   on conflict (tenant_id, shelf) do update set rule = excluded.rule, key = excluded.key, section = excluded.section
     where k.rule <> excluded.rule`,
);
