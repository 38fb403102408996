import { sql } from '../db/sql.ts';

export const tenantBySlug = sql<{ id: string | null }>('auth.tenant_by_slug', 'select tenant_by_slug($1) as id');

export const readSigningKeys = sql<{ id: string; public_jwk: object; private_jwk: object; current: boolean }>(
  'auth.read_signing_keys',
  'select id, public_jwk, private_jwk, current from signing_keys',
);

export const offerSigningKey = sql(
  'auth.offer_signing_key',
  `insert into signing_keys (id, public_jwk, private_jwk) values ($1, $2, $3)
   on conflict (current) where current do nothing`,
);

export const findDesk = sql<{ branch_id: string; key_hash: Buffer; stale: boolean }>(
  'auth.find_desk',
  `select branch_id, key_hash, last_seen_at is null or last_seen_at < $3::timestamptz - interval '1 minute' as stale
   from desks where tenant_id = $1 and id = $2 and revoked_at is null`,
);

export const markDeskSeen = sql(
  'auth.mark_desk_seen',
  'update desks set last_seen_at = $3 where tenant_id = $1 and id = $2',
);

export const findApiKey = sql<{ role: string; key_hash: Buffer }>(
  'auth.find_api_key',
  'select role, key_hash from api_keys where tenant_id = $1 and id = $2 and revoked_at is null',
);

export const readTenantSlug = sql<{ slug: string }>('auth.read_tenant_slug', 'select slug from tenants where id = $1');

export const readTenantName = sql<{ name: string }>('auth.read_tenant_name', 'select name from tenants where id = $1');
