import { v7 as uuidv7 } from 'uuid';
import type { Branch, Closure, OpeningHours } from '#shared/contract/records.ts';
import { hoursFaults } from '#shared/rules/opening-hours.ts';
import { recordEvent } from '../audit/record-event.ts';
import { refusing } from '../db/constraints.ts';
import type { Tx } from '../db/transaction.ts';
import { orderOf, pageOf, type Window } from '../http/lists.ts';
import { Refusal } from '../http/refusal.ts';
import {
  type BranchRow,
  branchFields,
  countBranches,
  deleteClosures,
  findTheseBranches,
  insertBranch,
  insertClosures,
  listBranches,
  listClosures,
  lockBranch,
  updateBranch,
} from './queries.ts';

/** Monday to Saturday, nine to six: what a new branch has until somebody says otherwise. */
const usualHours: OpeningHours = [...Array(6).fill({ opens: '09:00', closes: '18:00' }), null];

const taken = { branches_tenant_id_code_key: 'CODE_TAKEN' } as const;

type NewBranch = { code: string; name: string; timeZone: string; openingHours?: OpeningHours };

/** @throws Refusal VALIDATION_FAILED on hours that cannot be, CODE_TAKEN */
export async function openBranch(tx: Tx, { code, name, timeZone, openingHours = usualHours }: NewBranch, now: Date) {
  refuseFaultyHours(openingHours);
  const id = uuidv7();
  const values = [tx.context.tenantId, id, code, name, timeZone, JSON.stringify(openingHours), now];
  const [row] = await refusing(tx.query(insertBranch, values), taken);
  recordEvent(tx, { action: 'branch.opened', entity: 'branch', entityId: id, at: now, facts: { code, timeZone } });
  return branchRecord(row);
}

/** What was decided by the old hours stays: due dates do not move. @throws Refusal VALIDATION_FAILED, BRANCH_NOT_FOUND, CODE_TAKEN */
export async function changeBranch(tx: Tx, id: string, changes: Partial<NewBranch>, now: Date): Promise<Branch> {
  if (changes.openingHours) refuseFaultyHours(changes.openingHours);
  const before = branchRecord((await tx.query(lockBranch, [tx.context.tenantId, id]))[0]);
  const { code, name, timeZone, openingHours } = { ...before, ...changes };
  const values = [tx.context.tenantId, id, code, name, timeZone, JSON.stringify(openingHours)];
  const [row] = await refusing(tx.query(updateBranch, values), taken);
  const facts = { before: { ...before, id: undefined }, changes };
  recordEvent(tx, { action: 'branch.changed', entity: 'branch', entityId: id, at: now, facts });
  return branchRecord(row);
}

export async function findBranches(tx: Tx, query: Window & { sort?: string; query?: string }) {
  const { field, descending } = orderOf(query.sort, branchFields) ?? { field: 'code', descending: false };
  const values = [tx.context.tenantId, query.query ?? ''];
  const [rows, [counted]] = await Promise.all([
    tx.query(listBranches(field, descending), [...values, query.limit, query.offset]),
    tx.query(countBranches, values),
  ]);
  return pageOf(rows.map(branchRecord), counted?.count ?? 0, query);
}

/** The closed days from a day on, or all. @throws Refusal BRANCH_NOT_FOUND */
export async function readClosures(tx: Tx, branchId: string, from?: string): Promise<Closure[]> {
  const [, closures] = await Promise.all([
    requireBranches(tx, [branchId]),
    tx.query(listClosures, [tx.context.tenantId, branchId, from]),
  ]);
  return closures;
}

/** The whole list of closed days. A day that is named twice counts once. @throws Refusal BRANCH_NOT_FOUND */
export async function replaceClosures(tx: Tx, branchId: string, given: Closure[], now: Date): Promise<Closure[]> {
  const { tenantId } = tx.context;
  branchRecord((await tx.query(lockBranch, [tenantId, branchId]))[0]);
  const before = await tx.query(listClosures, [tenantId, branchId, null]);
  const closures = [...new Map(given.map((day) => [day.date, day])).values()].sort((a, b) =>
    a.date < b.date ? -1 : 1,
  );
  tx.send(deleteClosures, [tenantId, branchId]);
  tx.send(insertClosures, [tenantId, branchId, closures.map(({ date }) => date), closures.map(({ reason }) => reason)]);
  const facts = { closed: daysMissing(closures, before), opened: daysMissing(before, closures) };
  recordEvent(tx, { action: 'branch.closures_replaced', entity: 'branch', entityId: branchId, at: now, facts });
  return closures;
}

const daysMissing = (here: Closure[], there: Closure[]) => {
  const known = new Set(there.map(({ date }) => date));
  return here.map(({ date }) => date).filter((date) => !known.has(date));
};

/** Which of these are no branches of this library. */
export async function unknownBranches(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = new Set((await tx.query(findTheseBranches, [tx.context.tenantId, ids])).map(({ id }) => id));
  return ids.filter((id) => !found.has(id.toLowerCase()));
}

/** That all of these are branches of this library. @throws Refusal BRANCH_NOT_FOUND */
export async function requireBranches(tx: Tx, ids: readonly string[]): Promise<void> {
  if ((await unknownBranches(tx, ids)).length > 0) throw new Refusal('BRANCH_NOT_FOUND');
}

function refuseFaultyHours(openingHours: OpeningHours): void {
  const faults = hoursFaults(openingHours);
  const [first] = faults;
  if (!first) return;
  const errors = faults.map(({ day, message }) => ({ path: `body.openingHours.${day}`, message }));
  throw new Refusal('VALIDATION_FAILED', { detail: first.message, errors });
}

function branchRecord(row: BranchRow | undefined): Branch {
  if (!row) throw new Refusal('BRANCH_NOT_FOUND');
  return { id: row.id, code: row.code, name: row.name, timeZone: row.time_zone, openingHours: row.opening_hours };
}
