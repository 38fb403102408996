import { v7 as uuidv7 } from 'uuid';
import { defaultTerms, type Policy } from '#shared/contract/policy.ts';
import { recordEvent } from '../audit/record-event.ts';
import { requireBranches } from '../branches/service.ts';
import { json } from '../db/sql.ts';
import type { Tx } from '../db/transaction.ts';
import { Refusal } from '../http/refusal.ts';
import { deletePolicies, insertPolicies, listPolicies, lockPolicies, type PolicyRow } from './queries.ts';
import { faultOf, replacementOf, type WantedPolicy } from './replacement.ts';

const forEverything = { category: null, itemType: null, branchId: null };

/** What a new library begins with (domain.md, "Default policy"). */
const seeds: WantedPolicy[] = [
  { ...forEverything, ...defaultTerms },
  { ...forEverything, ...defaultTerms, itemType: 'new_release', fineCentsPerDay: 50 },
  { ...forEverything, ...defaultTerms, itemType: 'reference', lendable: false },
];

export async function readPolicies(tx: Tx): Promise<Policy[]> {
  return (await tx.query(listPolicies, [tx.context.tenantId])).map(policyRecord);
}

/** @throws Refusal VALIDATION_FAILED when the list cannot stand, BRANCH_NOT_FOUND */
export async function replacePolicies(tx: Tx, wanted: WantedPolicy[], now: Date): Promise<Policy[]> {
  const { tenantId } = tx.context;
  const fault = faultOf(wanted);
  if (fault)
    throw new Refusal('VALIDATION_FAILED', { detail: fault, errors: [{ path: 'body.policies', message: fault }] });
  await Promise.all([
    tx.query(lockPolicies, [tenantId]),
    requireBranches(tx, [...new Set(wanted.flatMap(({ branchId }) => branchId ?? []))]),
  ]);
  const { rows, ...difference } = replacementOf(await readPolicies(tx), wanted, uuidv7);
  tx.send(deletePolicies, [tenantId]);
  writePolicies(tx, rows);
  recordEvent(tx, { action: 'policies.replaced', entity: 'tenant', entityId: tenantId, at: now, facts: difference });
  return rows;
}

/** Part of onboarding a library, whose event covers it. */
export function seedPolicies(tx: Tx): void {
  writePolicies(
    tx,
    seeds.map((row) => ({ ...row, id: uuidv7() })),
  );
}

function writePolicies(tx: Tx, rows: readonly Policy[]): void {
  const written = rows.map(({ id, category, itemType, branchId, ...terms }) => ({
    id,
    category,
    itemType,
    branchId,
    terms,
  }));
  tx.send(insertPolicies, [tx.context.tenantId, json(written)]);
}

function policyRecord({ id, category, item_type: itemType, branch_id: branchId, terms }: PolicyRow): Policy {
  return { ...terms, id, category, itemType, branchId };
}
