import type { BarcodePatterns } from '#shared/contract/scan.ts';
import { sql } from '../db/sql.ts';

export type TenantRow = {
  id: string;
  slug: string;
  name: string;
  currency: string;
  barcode_patterns: BarcodePatterns;
  member_self_checkout: boolean;
  created_at: string;
};

const columns = 'id, slug, name, currency, barcode_patterns, member_self_checkout, created_at';

export const insertTenant = sql<TenantRow>(
  'tenants.insert',
  `insert into tenants (id, slug, name, currency, barcode_patterns, created_at)
   values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
);

export const readTenant = sql<TenantRow>('tenants.read', `select ${columns} from tenants where id = $1`);

export const lockTenant = sql<TenantRow>(
  'tenants.lock',
  `select ${columns} from tenants where id = $1 for no key update`,
);

export const updateTenant = sql<TenantRow>(
  'tenants.update',
  `update tenants set name = $2, barcode_patterns = $3, member_self_checkout = $4 where id = $1 returning ${columns}`,
);
