import { sql } from '../db/sql.ts';

export type DeskRow = {
  id: string;
  branch_id: string;
  name: string;
  created_at: string;
  last_seen_at: string | null;
  outbox_queued: number;
  outbox_since: string | null;
};

const columns = 'id, branch_id, name, created_at, last_seen_at, outbox_queued, outbox_since';

export const insertDesk = sql<DeskRow>(
  'desks.insert',
  `insert into desks (tenant_id, id, branch_id, name, key_hash, created_at)
   values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
);

export const lockDesk = sql<DeskRow>(
  'desks.lock',
  `select ${columns} from desks where tenant_id = $1 and id = $2 and revoked_at is null for no key update`,
);

export const revokeDesk = sql('desks.revoke', 'update desks set revoked_at = $3 where tenant_id = $1 and id = $2');

const matching = `tenant_id = $1 and revoked_at is null and ($2::uuid is null or branch_id = $2)
  and ($3::uuid[] is null or branch_id = any($3)) and ($4 = '' or strpos(lower(name), lower($4)) > 0)`;

export const listDesks = (descending: boolean) =>
  sql<DeskRow>(
    `desks.list${descending ? '_down' : ''}`,
    `select ${columns} from desks where ${matching} order by name ${descending ? 'desc' : 'asc'}, id limit $5 offset $6`,
  );

export const countDesks = sql<{ count: number }>('desks.count', `select count(*) from desks where ${matching}`);
