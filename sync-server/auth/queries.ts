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

export const findDesk = sql<{ branch_id: string; key_hash: Buffer; stale: boolean; outbox_queued: number }>(
  'auth.find_desk',
  `select branch_id, key_hash, outbox_queued, last_seen_at is null or last_seen_at < $3::timestamptz - interval '1 minute' as stale
   from desks where tenant_id = $1 and id = $2 and revoked_at is null`,
);

/** $4 and $5: what the desk says of its outbox; null where it says nothing. */
export const markDeskSeen = sql(
  'auth.mark_desk_seen',
  `update desks set last_seen_at = $3,
     outbox_queued = case when $4::int is null then outbox_queued else $4 end,
     outbox_since = case when $4::int is null then outbox_since else $5::timestamptz end
   where tenant_id = $1 and id = $2`,
);

export const findApiKey = sql<{ role: string; key_hash: Buffer }>(
  'auth.find_api_key',
  'select role, key_hash from api_keys where tenant_id = $1 and id = $2 and revoked_at is null',
);

/** Which of these keys and sign-ins have been revoked or ended. */
export const findShutOut = sql<{ id: string }>(
  'auth.find_shut_out',
  `select id from desks where tenant_id = $1 and id = any($2) and revoked_at is not null
   union all select id from api_keys where tenant_id = $1 and id = any($2) and revoked_at is not null
   union all select id from session_families where tenant_id = $1 and id = any($2) and ended_at is not null`,
);

export const readTenantSlug = sql<{ slug: string }>('auth.read_tenant_slug', 'select slug from tenants where id = $1');

export const readTenantName = sql<{ name: string }>('auth.read_tenant_name', 'select name from tenants where id = $1');
