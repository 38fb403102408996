import { v7 as uuidv7 } from 'uuid';
import type { Tenant } from '#shared/contract/api/library.ts';
import type { OpeningHours } from '#shared/contract/records.ts';
import { type BarcodePatterns, DEFAULT_BARCODE_PATTERNS } from '#shared/contract/scan.ts';
import { recordEvent } from '../audit/record-event.ts';
import { openBranch } from '../branches/service.ts';
import { refusing } from '../db/constraints.ts';
import { json } from '../db/sql.ts';
import { inTenant, type Tx } from '../db/transaction.ts';
import { Refusal } from '../http/refusal.ts';
import { seedPolicies } from '../policies/service.ts';
import { addStaff } from '../staff/service.ts';
import { insertTenant, lockTenant, readTenant, type TenantRow, updateTenant } from './queries.ts';

type Onboarding = {
  slug: string;
  name: string;
  currency: string;
  branch?: { code: string; name: string; timeZone: string; openingHours?: OpeningHours };
  admin: { number: string; name: string; password: string };
};

/**
 * A library that can open tomorrow: tenant, first branch, first admin, default policies.
 * @throws Refusal SLUG_TAKEN
 */
export function onboardTenant(tx: Tx, { slug, name, currency, branch, admin }: Onboarding, now: Date) {
  const id = uuidv7();
  return inTenant(tx, id, async (own) => {
    const inserted = own.query(insertTenant, [id, slug, name, currency, json(DEFAULT_BARCODE_PATTERNS), now]);
    const [row] = await refusing(inserted, { tenants_slug_key: 'SLUG_TAKEN' });
    recordEvent(own, { action: 'tenant.onboarded', entity: 'tenant', entityId: id, at: now, facts: { slug } });
    seedPolicies(own);
    const firstBranch = await openBranch(own, branch ?? { code: 'MAIN', name, timeZone: 'UTC' }, now);
    const firstAdmin = await addStaff(own, { ...admin, role: 'admin', branchIds: [firstBranch.id] }, now);
    return { ...tenantRecord(row), branch: firstBranch, admin: firstAdmin };
  });
}

type TenantChanges = { name?: string; barcodePatterns?: BarcodePatterns; memberSelfCheckout?: boolean };

/** @throws Refusal NOT_FOUND */
export function changeTenant(tx: Tx, id: string, changes: TenantChanges, now: Date): Promise<Tenant> {
  return inTenant(tx, id, async (own) => {
    const before = tenantRecord((await own.query(lockTenant, [id]))[0]);
    const { name, barcodePatterns, memberSelfCheckout } = { ...before, ...changes };
    const [row] = await own.query(updateTenant, [id, name, json(barcodePatterns), memberSelfCheckout]);
    const facts = { fields: Object.keys(changes) };
    recordEvent(own, { action: 'tenant.changed', entity: 'tenant', entityId: id, at: now, facts });
    return tenantRecord(row);
  });
}

export async function readOwnTenant(tx: Tx): Promise<Tenant> {
  const [row] = await tx.query(readTenant, [tx.context.tenantId]);
  return tenantRecord(row);
}

function tenantRecord(row: TenantRow | undefined): Tenant {
  if (!row) throw new Refusal('NOT_FOUND', { detail: 'There is no such library.' });
  const { id, slug, name, currency, barcode_patterns: barcodePatterns, created_at: createdAt } = row;
  return { id, slug, name, currency, barcodePatterns, memberSelfCheckout: row.member_self_checkout, createdAt };
}
