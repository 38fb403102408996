import type { OpeningHours } from '#shared/contract/records.ts';
import { type Sql, sql } from '../db/sql.ts';

export type BranchRow = { id: string; code: string; name: string; time_zone: string; opening_hours: OpeningHours };

const columns = 'id, code, name, time_zone, opening_hours';

export const insertBranch = sql<BranchRow>(
  'branches.insert',
  `insert into branches (tenant_id, id, code, name, time_zone, opening_hours, created_at)
   values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
);

export const lockBranch = sql<BranchRow>(
  'branches.lock',
  `select ${columns} from branches where tenant_id = $1 and id = $2 for no key update`,
);

export const updateBranch = sql<BranchRow>(
  'branches.update',
  `update branches set code = $3, name = $4, time_zone = $5, opening_hours = $6
   where tenant_id = $1 and id = $2 returning ${columns}`,
);

const sortColumns = { code: 'code', name: 'name', createdAt: 'created_at' };
export type BranchField = keyof typeof sortColumns;
export const branchFields: readonly BranchField[] = ['code', 'name', 'createdAt'];

const matching = `tenant_id = $1 and ($2 = '' or strpos(lower(code || ' ' || name), lower($2)) > 0)`;

export function listBranches(field: BranchField, descending: boolean): Sql<BranchRow> {
  const order = `${sortColumns[field]} ${descending ? 'desc' : 'asc'}`;
  return sql(
    `branches.list_by_${field}${descending ? '_down' : ''}`,
    `select ${columns} from branches where ${matching} order by ${order}, id limit $3 offset $4`,
  );
}

export const countBranches = sql<{ count: number }>(
  'branches.count',
  `select count(*) from branches where ${matching}`,
);

export const findTheseBranches = sql<{ id: string }>(
  'branches.find_these',
  'select id from branches where tenant_id = $1 and id = any($2::uuid[])',
);

export const listClosures = sql<{ date: string; reason: string }>(
  'branches.list_closures',
  `select date, reason from closures
   where tenant_id = $1 and branch_id = $2 and ($3::date is null or date >= $3) order by date`,
);

export const deleteClosures = sql(
  'branches.delete_closures',
  'delete from closures where tenant_id = $1 and branch_id = $2',
);

export const insertClosures = sql(
  'branches.insert_closures',
  `insert into closures (tenant_id, branch_id, date, reason)
   select $1, $2, date, reason from unnest($3::date[], $4::text[]) as given (date, reason)`,
);
