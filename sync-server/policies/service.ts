import { v7 as uuidv7 } from 'uuid';
import type { PolicyList } from '#shared/contract/api/policies.ts';
import { defaultTerms, type Policy } from '#shared/contract/policy.ts';
import {
  differenceOf,
  faultsOf,
  isNoDifference,
  type PolicyFault,
  type WantedPolicy,
} from '#shared/rules/policy-list.ts';
import { recordEvent } from '../audit/record-event.ts';
import { unknownBranches } from '../branches/service.ts';
import { json } from '../db/sql.ts';
import type { Tx } from '../db/transaction.ts';
import { Refusal } from '../http/refusal.ts';
import * as statements from './queries.ts';

const forEverything = { category: null, itemType: null, branchId: null };

/** What a new library begins with (domain.md, "Default policy"). */
export const seeds: WantedPolicy[] = [
  { ...forEverything, ...defaultTerms },
  { ...forEverything, ...defaultTerms, itemType: 'new_release', fineCentsPerDay: 50 },
  { ...forEverything, ...defaultTerms, itemType: 'reference', lendable: false },
];

/** The rows in force, the one for everything first. */
export async function readPolicies(tx: Tx): Promise<Policy[]> {
  return (await tx.query(statements.listPolicies, [tx.context.tenantId])).map(policyRecord);
}

/** The same with the version, which whoever changes them gives back. */
export async function readPolicyList(tx: Tx): Promise<PolicyList> {
  const [policies, [row]] = await Promise.all([
    readPolicies(tx),
    tx.query(statements.readVersion, [tx.context.tenantId]),
  ]);
  return { version: row?.policies_version ?? 0, policies };
}

type PolicyOrder = { version?: number | undefined; policies: WantedPolicy[] };

/**
 * Puts another list in force, for what is decided from now on. Loans keep the row they were made by, and with it their
 * fine: a row is never altered, only replaced.
 * @throws Refusal VALIDATION_FAILED when the list cannot stand, BRANCH_NOT_FOUND, POLICY_CHANGED
 */
export async function replacePolicies(tx: Tx, order: PolicyOrder, now: Date): Promise<PolicyList> {
  const { tenantId } = tx.context;
  refuseFaults(faultsOf(order.policies));
  const [[locked], inForce, unknown] = await Promise.all([
    tx.query(statements.lockVersion, [tenantId]),
    readPolicies(tx),
    unknownBranches(
      tx,
      order.policies.flatMap(({ branchId }) => branchId ?? []),
    ),
  ]);
  refuseUnknownBranches(order.policies, unknown);
  const version = locked?.policies_version ?? 0;
  if (order.version !== undefined && order.version !== version) {
    throw new Refusal('POLICY_CHANGED', { facts: { version, yours: order.version } });
  }
  const wanted = order.policies.map((row) => ({ ...row, id: uuidv7() }));
  const difference = differenceOf(inForce, wanted);
  if (isNoDifference(difference)) return { version, policies: inForce };
  const { added, removed, changed } = difference;
  const gone = [...removed, ...changed.map(({ before }) => before)];
  tx.send(statements.replacePolicies, [tenantId, gone.map(({ id }) => id), now]);
  writePolicies(tx, [...added, ...changed.map(({ after }) => after)]);
  tx.send(statements.setVersion, [tenantId, version + 1]);
  const facts = { version: version + 1, ...difference };
  recordEvent(tx, { action: 'policies.replaced', entity: 'policies', entityId: tenantId, at: now, facts });
  return { version: version + 1, policies: await readPolicies(tx) };
}

/** Part of onboarding a library, whose event covers it. */
export function seedPolicies(tx: Tx): void {
  writePolicies(
    tx,
    seeds.map((row) => ({ ...row, id: uuidv7() })),
  );
}

function refuseFaults(faults: PolicyFault[]): void {
  const [first] = faults;
  if (!first) return;
  const errors = faults.map(({ row, field, message }) => ({
    path: ['body', 'policies', row, field].filter((part) => part !== null).join('.'),
    message,
  }));
  throw new Refusal('VALIDATION_FAILED', { detail: first.message, errors });
}

function refuseUnknownBranches(rows: readonly WantedPolicy[], unknown: readonly string[]): void {
  if (unknown.length === 0) return;
  const errors = rows.flatMap(({ branchId }, index) =>
    branchId && unknown.includes(branchId)
      ? [{ path: `body.policies.${index}.branchId`, message: 'There is no such branch.' }]
      : [],
  );
  throw new Refusal('BRANCH_NOT_FOUND', { errors });
}

function writePolicies(tx: Tx, rows: readonly Policy[]): void {
  const written = rows.map(({ id, category, itemType, branchId, ...terms }) => ({
    id,
    category,
    itemType,
    branchId,
    terms,
  }));
  tx.send(statements.insertPolicies, [tx.context.tenantId, json(written)]);
}

function policyRecord({ id, category, item_type: itemType, branch_id: branchId, terms }: statements.PolicyRow): Policy {
  return { ...terms, id, category, itemType, branchId };
}
