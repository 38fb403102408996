import { v7 as uuidv7 } from 'uuid';
import type { Box, BoxContents, BoxedCopy, BoxOrder } from '#shared/contract/api/boxes.ts';
import type { BoxState } from '#shared/contract/vocabulary.ts';
import { decideClose, decideSend, mostInABox } from '#shared/rules/box.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { requireBranches } from '../../branches/service.ts';
import type { Tx } from '../../db/transaction.ts';
import { orderOf, pageOf, type Window } from '../../http/lists.ts';
import { Refusal } from '../../http/refusal.ts';
import { boxedCopy, boxRecord } from './box-record.ts';
import { findBox, lockBox } from './found-box.ts';
import { boxFields, countBoxes, insertBox, listBoxes, listContents, nextNumber, setState } from './queries.ts';

/** Begins a box; it gets the library's next number. @throws Refusal BRANCH_NOT_FOUND */
export async function openBox(tx: Tx, { fromBranchId, toBranchId }: BoxOrder, now: Date): Promise<Box> {
  const { tenantId } = tx.context;
  await requireBranches(tx, [fromBranchId, toBranchId]);
  const [numbered] = await tx.query(nextNumber, [tenantId]);
  const id = uuidv7();
  tx.send(insertBox, [tenantId, id, numbered?.number, fromBranchId, toBranchId, now]);
  const facts = { fromBranchId, toBranchId, number: numbered?.number };
  recordEvent(tx, { action: 'box.opened', entity: 'box', entityId: id, at: now, facts });
  return boxRecord(await findBox(tx, id));
}

/** A box and what is in it. @throws Refusal BOX_NOT_FOUND */
export async function readBox(tx: Tx, box: string): Promise<BoxContents> {
  const row = await findBox(tx, box);
  return { box: boxRecord(row), copies: await contentsOf(tx, row.id) };
}

type Choice = Window & {
  sort?: string | undefined;
  query?: string | undefined;
  fromBranchId?: string | undefined;
  toBranchId?: string | undefined;
};

/** Boxes that are being packed or under way, by number; `query` keeps those with it in their number. */
export async function findBoxes(tx: Tx, { sort, query = '', fromBranchId, toBranchId, limit, offset }: Choice) {
  const { field, descending } = orderOf(sort, boxFields) ?? { field: 'number', descending: false };
  const values = [tx.context.tenantId, fromBranchId, toBranchId, query];
  const [rows, [counted]] = await Promise.all([
    tx.query(listBoxes(field, descending), [...values, limit, offset]),
    tx.query(countBoxes, values),
  ]);
  return pageOf(rows.map(boxRecord), counted?.count ?? 0, { limit, offset });
}

/** The box has left. @throws Refusal BOX_NOT_FOUND, BOX_STATE, BOX_EMPTY */
export async function sendBox(tx: Tx, box: string, now: Date): Promise<BoxContents> {
  const row = await lockBox(tx, box);
  const decision = decideSend(row);
  if (decision.kind === 'refused') throw new Refusal(decision.code, { facts: decision.facts });
  moveBox(tx, { id: row.id, state: 'sent', facts: { copies: row.copies } }, now);
  return readBox(tx, row.id);
}

/** The box is unpacked: what has not come out of it stays under way. @throws Refusal BOX_NOT_FOUND, BOX_STATE */
export async function closeBox(tx: Tx, box: string, now: Date): Promise<{ box: Box; missing: BoxedCopy[] }> {
  const row = await lockBox(tx, box);
  const decision = decideClose(row);
  if (decision.kind === 'refused') throw new Refusal(decision.code, { facts: decision.facts });
  const missing = (await contentsOf(tx, row.id)).filter(({ state }) => state === 'shipped');
  moveBox(tx, { id: row.id, state: 'received', facts: { missing: missing.map(({ transferId }) => transferId) } }, now);
  return { box: boxRecord(await findBox(tx, row.id)), missing };
}

async function contentsOf(tx: Tx, boxId: string): Promise<BoxedCopy[]> {
  return (await tx.query(listContents, [tx.context.tenantId, boxId, mostInABox])).map(boxedCopy);
}

type Move = { id: string; state: BoxState; facts: Record<string, unknown> };

function moveBox(tx: Tx, { id, state, facts }: Move, at: Date): void {
  tx.send(setState, [tx.context.tenantId, id, state, at]);
  recordEvent(tx, { action: `box.${state}`, entity: 'box', entityId: id, at, facts });
}
