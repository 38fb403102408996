import { sql } from '../db/sql.ts';

export type ApiKeyRow = { id: string; name: string; role: 'librarian' | 'manager' | 'admin'; created_at: string };

const columns = 'id, name, role, created_at';

export const insertApiKey = sql<ApiKeyRow>(
  'api_keys.insert',
  `insert into api_keys (tenant_id, id, name, role, key_hash, created_at)
   values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
);

export const revokeApiKey = sql<{ id: string }>(
  'api_keys.revoke',
  'update api_keys set revoked_at = $3 where tenant_id = $1 and id = $2 and revoked_at is null returning id',
);

export const listApiKeys = sql<ApiKeyRow>(
  'api_keys.list',
  `select ${columns} from api_keys where tenant_id = $1 and revoked_at is null
   order by created_at, id limit $2 offset $3`,
);

export const countApiKeys = sql<{ count: number }>(
  'api_keys.count',
  'select count(*) from api_keys where tenant_id = $1 and revoked_at is null',
);
